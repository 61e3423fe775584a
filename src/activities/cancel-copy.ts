// Ends a copy in flight: CancelCopyImage and a read by id, retried by the server until the image is gone or finished.
import { activityInfo, heartbeat } from '@temporalio/activity';
import { type EcdClient, EcdError, type EcdImage } from '../ecd';
import { ErrorType } from '../shared/error-types';
import type { Timing } from '../shared/timing';
import { callFailure, notYet, retriedByServer } from './failures';
import type { ImageReads } from './regional-reads';

/** Input of the activity `cancelCopy`. */
export interface CancelCopyInput {
  regionId: string;
  imageId: string;
  timing: Timing;
}

/** What is left of the copy: `gone`, or the image that was finished before. */
export type CancelledCopy = { left: 'gone' } | { left: 'image'; status: string };

/** What an attempt leaves for the next one: when the first began, in ms since the epoch, and what is known. */
interface CancelProgress {
  startedAt: number;
  accepted: boolean;
}

function isFinished({ status }: EcdImage): boolean {
  return status === 'Available' || status === 'CreateFailed';
}

/** The activity `cancelCopy`. */
export function createCancelCopy(ecd: EcdClient, reads: ImageReads) {
  async function isAccepted({ regionId, imageId }: CancelCopyInput): Promise<boolean> {
    try {
      await ecd.cancelCopyImage({ regionId, imageId });
      return true;
    } catch (error) {
      // Nobody but an administrator can mend a lack of permission.
      if (!(error instanceof EcdError) || callFailure(error).type === ErrorType.NoPermission) throw error;
      // Refused (finished already, not visible yet) or unknown: the read tells what there is.
      if (error.outcome === 'unknown' || !error.retryable) return false;
      throw error;
    }
  }

  return async function cancelCopy(input: CancelCopyInput): Promise<CancelledCopy> {
    const { regionId, imageId, timing } = input;
    // The server's clock: the next attempt may be on a worker whose own goes differently.
    const { heartbeatDetails, currentAttemptScheduledTimestampMs: now } = activityInfo();
    const before: CancelProgress | undefined = heartbeatDetails;
    const startedAt = before?.startedAt ?? now;
    const image = await retriedByServer(() => reads.describeImage(regionId, imageId));
    if (image && isFinished(image)) return { left: 'image', status: image.status };
    const accepted = (await retriedByServer(() => isAccepted(input))) || (before?.accepted ?? false);
    heartbeat({ startedAt, accepted } satisfies CancelProgress);
    const after = await retriedByServer(() => reads.describeImage(regionId, imageId));
    // An image that was never visible may be just that: only the grace period, or an accepted cancel, makes it gone.
    if (!after && (accepted || now - startedAt > timing.visibilityGraceMs)) return { left: 'gone' };
    if (after && isFinished(after)) return { left: 'image', status: after.status };
    throw notYet(`Image ${imageId} in ${regionId} is still being cancelled`, timing.pollMinMs);
  };
}
