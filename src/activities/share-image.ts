// Sharing: adds the accounts that are missing and reads back, retried by the server until all are there. The same step
// looks once more for duplicates of the copy.
import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { EcdClient } from '../ecd';
import { ErrorType } from '../shared/error-types';
import type { Timing } from '../shared/timing';
import { confirmedListing } from './confirmed-listing';
import { notYet, permanentFailure, retriedByServer } from './failures';
import { isAwaited } from './fence';
import { copiesWithKey } from './look';
import type { ImageReads } from './regional-reads';

/** Input of the activity `shareImage`. */
export interface ShareImageInput {
  regionId: string;
  imageId: string;
  shareWith: string[];
  copyKey: string;
  timing: Timing;
}

/** Result of the activity `shareImage`: every asked account was read back. */
export interface SharedImage {
  sharedWith: string[];
  duplicates: string[];
  requestIds: string[];
}

/** What an attempt leaves for the next one. Time in ms since the epoch. */
interface ShareProgress {
  requestIds: string[];
  firstAddedAt?: number | undefined;
}

/** The published limits disagree (20 a call, 10 a call, 50 in all), so the smallest. */
const ACCOUNTS_PER_CALL = 10;

const READ_BACK_DELAY_MS = 1_000;

function shareIncomplete(input: ShareImageInput, missing: string[]) {
  return permanentFailure({
    type: ErrorType.ShareIncomplete,
    message: `Image ${input.imageId} in ${input.regionId}: DescribeImagePermission does not show ${missing.join(', ')}`,
    hint: 'Check that these are Alibaba Cloud account ids (not RAM users), then run again: only what is missing is added.',
  });
}

/** The activity `shareImage`. */
export function createShareImage(ecd: EcdClient, reads: ImageReads, client: Client) {
  async function missingAccounts({ regionId, imageId, shareWith }: ShareImageInput) {
    const { value, date } = await ecd.describeImagePermission({ regionId, imageId });
    return { missing: shareWith.filter((account) => !value.includes(account)), date: date ?? new Date() };
  }

  async function add(input: ShareImageInput, accounts: string[], date: Date): Promise<string> {
    if (!(await isAwaited(client))) throw notYet('The run no longer waits for this attempt', READ_BACK_DELAY_MS);
    const { regionId, imageId } = input;
    return (await ecd.modifyImagePermission({ regionId, imageId, addAccounts: accounts }, { date })).requestId;
  }

  async function addMissing(input: ShareImageInput, progress: ShareProgress, now: number): Promise<string[]> {
    if (input.shareWith.length === 0) return [];
    const { missing, date } = await missingAccounts(input);
    for (let start = 0; start < missing.length; start += ACCOUNTS_PER_CALL) {
      const requestId = await add(input, missing.slice(start, start + ACCOUNTS_PER_CALL), date);
      progress.requestIds.push(requestId);
      progress.firstAddedAt ??= now;
      heartbeat(progress);
    }
    return missing.length > 0 ? (await missingAccounts(input)).missing : [];
  }

  return async function shareImage(input: ShareImageInput): Promise<SharedImage> {
    const { regionId, imageId, shareWith, copyKey, timing } = input;
    // The server's clock: the next attempt may be on a worker whose own goes differently.
    const { heartbeatDetails, currentAttemptScheduledTimestampMs: now } = activityInfo();
    const progress: ShareProgress = heartbeatDetails ?? { requestIds: [] };
    const missing = await retriedByServer(() => addMissing(input, progress, now));
    if (missing.length > 0) {
      const since = progress.firstAddedAt ?? now;
      if (now - since > timing.visibilityGraceMs) throw shareIncomplete(input, missing);
      throw notYet(`Image ${imageId} in ${regionId}: not read back yet: ${missing.join(', ')}`, READ_BACK_DELAY_MS);
    }
    const listing = await retriedByServer(() => confirmedListing(reads, regionId));
    if (!listing) throw notYet(`The images of ${regionId} changed during every listing`, READ_BACK_DELAY_MS);
    const duplicates = copiesWithKey(listing.images, copyKey).filter((image) => image.imageId !== imageId);
    return {
      sharedWith: shareWith,
      duplicates: duplicates.map((image) => image.imageId),
      requestIds: progress.requestIds,
    };
  };
}
