// One attempt at a copy: look, and only when there is none, send one CopyImage. It never sends a second one.
import type { AttemptCopyInput, CopyAttempt } from '../shared/activities';
import type { Copy } from '../shared/copy';
import type { Problem } from '../shared/problem';
import { listingUnstable, notSentInTime } from '../shared/problems';
import { copiesWithKey, decide } from './choose';
import { CallFailed, type CopyRequest, type Image, type ImageReads, refusalOf } from './cloud';
import { confirmedListing } from './confirmed-listing';
import { fenced } from './fenced';
import { markedDescription, markerRun, parseMarker } from './marker';

/** What an attempt needs of the world. */
export interface AttemptEffects {
  reads: ImageReads;
  /** Sends one CopyImage, dated `date` (ms since the epoch). Rejects with `CallFailed`. */
  copyImage(request: CopyRequest, date: number): Promise<{ imageId: string; requestId: string }>;
  /** The fence: whether the run is open, not asked to cancel, and waits for this very attempt. */
  isAwaited(): Promise<boolean>;
  /** When the attempt was scheduled, by the server's clock: the date of a call where no answer gives one. Ms since the epoch. */
  scheduledAt: number;
  /** The run that this attempt belongs to. */
  runId: string;
  /** The server has given this very task out before: that attempt may have sent a call. */
  isRepeated: boolean;
  /** Why the worker's settings let it send nothing to the destination, if they do not. */
  forbidden?: Problem | undefined;
}

/**
 * Looks for the copy and, when there is none, sends one CopyImage for it. Never throws for what the cloud does: the
 * caller may take a throw for an unknown outcome.
 */
export async function attemptCopy(effects: AttemptEffects, input: AttemptCopyInput): Promise<CopyAttempt> {
  const { verdict, date = effects.scheduledAt } = await lookOrFail(effects, input);
  if (verdict?.kind === 'copy' && !verdict.copy.foreign) return verdict;
  // Before any other verdict: a failure would end the run with the old attempt unsettled, and an image of the name may
  // be that attempt's own.
  if (!isCleared(effects, input)) return { kind: 'must-settle', runId: effects.runId };
  if (effects.isRepeated) return { kind: 'unknown' };
  if (verdict) return verdict;
  if (effects.forbidden) return notSent(effects.forbidden, false);
  if (effects.scheduledAt > input.deadline) return notSent(notSentInTime(input.destination), false);
  // A worker that froze since may be past its time: then nobody waits for this attempt, and it must not send.
  const problem = await fenced(effects.isAwaited, input.destination.regionId);
  return problem ? notSent(problem) : send(effects, input, date);
}

/** A verdict that ends the attempt, or the service's own time of the look that found nothing. */
interface Look {
  verdict?: CopyAttempt | undefined;
  date?: number | undefined;
}

/** A look that failed is a verdict too: nothing was sent. */
async function lookOrFail(effects: AttemptEffects, input: AttemptCopyInput): Promise<Look> {
  try {
    return await look(effects, input);
  } catch (error) {
    if (error instanceof CallFailed) return { verdict: { kind: 'not-applied', refusal: refusalOf(error) } };
    throw error;
  }
}

async function look({ reads, runId }: AttemptEffects, input: AttemptCopyInput): Promise<Look> {
  const { regionId } = input.destination;
  const listing = await confirmedListing(reads, regionId);
  if (!listing) return { verdict: notSent(listingUnstable(regionId)) };
  const { knownImageId, suspectImageIds = [] } = input;
  const [known, ...suspects] = await Promise.all(
    [knownImageId, ...suspectImageIds].map((imageId) => earlierImage(reads, input, imageId)),
  );
  const images = withUnlisted(listing.images, known);
  const witnessed = known && witnessedCopy(images, known, input);
  if (witnessed) return { verdict: { kind: 'copy', copy: witnessed } };
  const decision = await decide(images, input, { reads, runId });
  if (decision.kind === 'adopt' && !decision.copy.foreign) return { verdict: { kind: 'copy', copy: decision.copy } };
  // Whatever `onNameTaken` says: one is probably the copy, and nobody can tell while it has no marker.
  const imageIds = suspects.flatMap((suspect) => (suspect && isUnmarked(suspect) ? suspect.imageId : []));
  if (imageIds.length > 0) return { verdict: { kind: 'suspects', imageIds } };
  if (decision.kind === 'adopt') return { verdict: { kind: 'copy', copy: decision.copy } };
  return decision.kind === 'create' ? { date: listing.date } : { verdict: decision };
}

/** An image that an earlier run named, where it exists. */
async function earlierImage(reads: ImageReads, { destination }: AttemptCopyInput, imageId: string | undefined) {
  return imageId === undefined ? undefined : reads.describeImage({ regionId: destination.regionId, imageId });
}

function withUnlisted(listed: readonly Image[], known: Image | undefined): readonly Image[] {
  const isListed = known && listed.some(({ imageId }) => imageId === known.imageId);
  return known && !isListed ? [...listed, known] : listed;
}

function isUnmarked({ status, description }: Image): boolean {
  return status !== 'CreateFailed' && parseMarker(description) === undefined;
}

/**
 * The image that the run before this one recorded as its own, though its description is lost: where no marker tells of a
 * copy, that record does. It is never a foreign one: see `waiting` in workflows/copy-progress.ts.
 */
function witnessedCopy(images: readonly Image[], known: Image, { copyKey }: AttemptCopyInput): Copy | undefined {
  const shown = images.find(({ imageId }) => imageId === known.imageId);
  if (!isUnmarked(known) || (shown && parseMarker(shown.description)) || copiesWithKey(images, copyKey).length > 0)
    return undefined;
  return { imageId: known.imageId, madeByThisRun: false, foreign: false, duplicates: [] };
}

/** After a reset the old run's attempt may still be under way, and only the run id tells. */
function isCleared({ runId }: AttemptEffects, { originalRunId, clearedRunIds }: AttemptCopyInput): boolean {
  return runId === originalRunId || clearedRunIds.includes(runId);
}

function notSent(problem: Problem, retryable = true): CopyAttempt {
  return { kind: 'not-applied', refusal: { problem, retryable, isConflict: false } };
}

async function send(effects: AttemptEffects, input: AttemptCopyInput, date: number): Promise<CopyAttempt> {
  const { source, destination, copyKey } = input;
  const request: CopyRequest = {
    regionId: source.regionId,
    imageId: source.imageId,
    destinationRegionId: destination.regionId,
    destinationImageName: destination.imageName,
    destinationDescription: markedDescription(destination.description, { copyKey, run: markerRun(effects.runId) }),
  };
  try {
    const { imageId, requestId } = await effects.copyImage(request, date);
    return { kind: 'copy', copy: { imageId, requestId, madeByThisRun: true, foreign: false, duplicates: [] } };
  } catch (error) {
    return failedSend(error, date);
  }
}

function failedSend(error: unknown, date: number): CopyAttempt {
  if (!(error instanceof CallFailed)) return { kind: 'unknown', date };
  const { problem, known } = error;
  if (known.outcome === 'unknown') return { kind: 'unknown', date, problem };
  return known.reason === 'name-in-use'
    ? { kind: 'name-in-use', problem }
    : { kind: 'not-applied', refusal: refusalOf(error) };
}
