// One look of a settle: has the CopyImage call of unknown outcome shown its copy, or can it no longer take effect?
import type { SettleEnd, SettleInput } from '../shared/activities';
import type { Problem } from '../shared/problem';
import type { Timing } from '../shared/timing';
import { failedCopyOfRun, findCopy, nameHolders } from './choose';
import { CallFailed, type Image, type ImageReads } from './cloud';
import { confirmedListing } from './confirmed-listing';
import { parseMarker } from './marker';
import type { Step } from './step';
import { settleLookDelayMs } from './timing';

/** What a look of a settle needs. */
export interface SettleFacts {
  /** No later than the look's true beginning, by the clock that `until` was made with: ms since the epoch. */
  begunAt: number;
  /** The run that settles. */
  runId: string;
}

/** What a look that failed leaves: a settle that runs out of time says why. */
export interface FailedLook {
  problem: Problem;
}

type SettleStep = Step<SettleEnd, FailedLook>;

/** Looks once. */
export async function settleStep(reads: ImageReads, input: SettleInput, facts: SettleFacts): Promise<SettleStep> {
  try {
    const end = await lookForCopy(reads, input, facts);
    return end ? { kind: 'done', value: end } : again(input, facts);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // Before the end of the window no failed look may end the settle: the run would leave it to nobody.
    const isFinal = !error.known.retryable && facts.begunAt >= input.until;
    if (isFinal) return { kind: 'failed', problem: error.problem };
    return again(input, facts, error.problem);
  }
}

/** A history has room for so many. */
const MOST_SUSPECTS = 20;

/** Undefined: look again later. */
async function lookForCopy(
  reads: ImageReads,
  input: SettleInput,
  { begunAt, runId }: SettleFacts,
): Promise<SettleEnd | undefined> {
  const { destination, copyKey, until, createdAfter, timing } = input;
  const { regionId, imageName } = destination;
  const isLast = begunAt >= until;
  // What the last look does not show is believed not to be there: pages that shift may hide an image from one listing.
  const listing = isLast ? await confirmedListing(reads, regionId) : await reads.listImages(regionId);
  if (!listing) return undefined;
  const { images } = listing;
  const copy = await findCopy(images, input, { reads, runId });
  if (copy) return { kind: 'copy', copy };
  // An earlier call of the run may have left a failed image, of its own or of the service's doubling: it tells nothing.
  const recent = images.filter(({ creationTime }) => isMadeSince(createdAfter, creationTime));
  const failed = failedCopyOfRun(recent, { copyKey, runId });
  if (failed) return { kind: 'create-failed', imageId: failed.imageId };
  if (!isLast) return undefined;
  const isKnown = ({ imageId }: Image) => imageId === input.knownImageId;
  // One of no readable date may be of any time.
  const notOlder = images.filter(({ creationTime }) => !isMadeBefore(createdAfter, creationTime));
  const undescribed = notOlder.filter((image) => !parseMarker(image.description) && !isKnown(image));
  const suspects = nameHolders(undescribed, imageName);
  // A run that settles what another one left may look first when its window is over: the marker has as long to show as ever.
  if (suspects.some((image) => isFresh(image, { begunAt, timing }))) return undefined;
  const imageIds = suspects.map(({ imageId }) => imageId);
  return imageIds.length > 0
    ? { kind: 'unmarked', imageIds: imageIds.slice(0, MOST_SUSPECTS) }
    : { kind: 'never-seen' };
}

function isMadeSince(instant: number, creationTime = ''): boolean {
  return Date.parse(creationTime) >= instant;
}

function isMadeBefore(instant: number, creationTime = ''): boolean {
  return Date.parse(creationTime) < instant;
}

/** A date in the future, which no image of the service has, keeps no settle waiting for longer than the grace. */
function isFresh({ creationTime = '' }: Image, { begunAt, timing }: { begunAt: number; timing: Timing }): boolean {
  return Math.abs(begunAt - Date.parse(creationTime)) <= timing.visibilityGraceMs;
}

function again(input: SettleInput, { begunAt }: SettleFacts, problem?: Problem): SettleStep {
  const { destination, startedAt, until, timing } = input;
  const delay = settleLookDelayMs(timing, begunAt - startedAt);
  const { imageName, regionId } = destination;
  const trouble = problem ? ` The last look failed: ${problem.message}` : '';
  const next =
    begunAt < until
      ? `the call can take effect until ${new Date(until).toISOString()}`
      : 'its call can no longer take effect, and another look has to confirm what it left';
  return {
    kind: 'again',
    // One look falls right after the window.
    afterMs: begunAt < until ? Math.min(delay, until - begunAt) : delay,
    ...(problem && { learned: { problem } }),
    why: `No copy ${imageName} in ${regionId} yet; ${next}.${trouble}`,
  };
}
