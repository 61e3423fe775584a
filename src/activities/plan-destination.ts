// What a run would do with one destination now: the same decision about the same images. Reads only.
import { decide } from '../protocol/choose';
import { CallFailed, type ImageReads } from '../protocol/cloud';
import { confirmedListing } from '../protocol/confirmed-listing';
import type { CheckedDestination, CheckedRequest } from '../shared/checked-request';
import type { DestinationPlan } from '../shared/plan';
import type { Problem } from '../shared/problem';
import { listingUnstable, nameTaken, notACopy } from '../shared/problems';

/** Looks at a destination. A look that failed is told in the row, as `unknown`. */
export async function planDestination(
  reads: ImageReads,
  request: Pick<CheckedRequest, 'sourceProperties' | 'onNameTaken'>,
  destination: CheckedDestination,
): Promise<DestinationPlan> {
  const { regionId, imageName, shareWith, refusal } = destination;
  const row: DestinationPlan = { regionId, imageName, action: 'refused', missingAccounts: shareWith };
  if (refusal) return { ...row, error: refusal };
  try {
    return { ...row, ...(await look(reads, request, destination)) };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { ...row, ...unknown(error.problem) };
  }
}

type Verdict = Pick<DestinationPlan, 'action'> & Partial<DestinationPlan>;

const unknown = (error: Problem): Verdict => ({ action: 'unknown', error });

async function look(
  reads: ImageReads,
  { sourceProperties, onNameTaken }: Pick<CheckedRequest, 'sourceProperties' | 'onNameTaken'>,
  destination: CheckedDestination,
): Promise<Verdict> {
  const { regionId, copyKey, shareWith } = destination;
  const listing = await confirmedListing(reads, regionId);
  if (!listing) return unknown(listingUnstable(regionId));
  const wanted = { destination, copyKey, sourceProperties, onNameTaken };
  const decision = await decide(listing.images, wanted, { reads, runId: '' });
  if (decision.kind === 'create') return { action: 'copy' };
  if (decision.kind === 'not-a-copy') {
    return { action: 'refused', error: notACopy({ regionId, imageId: decision.imageId }) };
  }
  if (decision.kind === 'name-taken') {
    return { action: 'refused', error: nameTaken(destination, { holder: decision.imageId, onNameTaken }) };
  }
  const { imageId } = decision.copy;
  const { accounts } = await reads.describeImagePermission({ regionId, imageId });
  const missingAccounts = shareWith.filter((account) => !accounts.includes(account));
  const isAvailable = listing.images.some((image) => image.imageId === imageId && image.status === 'Available');
  const isDone = isAvailable && missingAccounts.length === 0;
  return { action: isDone ? 'nothing-to-do' : 'adopt', imageId, missingAccounts };
}
