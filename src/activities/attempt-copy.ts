// One attempt at a copy: look, and only when there is none, send one CopyImage. Over injected effects, so that a model
// cloud in virtual time can run the very same code.
import { type CopyImageRequest, EcdError, type EcdImage } from '../ecd';
import type { AttemptCopyInput, CopyAttempt } from '../shared/copy';
import { ErrorType } from '../shared/error-types';
import { markedDescription, markerRun } from '../shared/marker';
import { confirmedListing } from './confirmed-listing';
import { callFailure, refusal } from './failures';
import { findCopy, isAdoptable, nameHolder } from './look';
import type { ImageReads } from './regional-reads';

/** What an attempt needs of the world. */
export interface AttemptEffects {
  reads: ImageReads;
  /** Sends one CopyImage, dated `date` (ms since the epoch). Throws `EcdError`. */
  copyImage(request: CopyImageRequest, date: number): Promise<{ imageId: string; requestId: string }>;
  /** The fence: whether the run is open and waits for this very attempt. */
  isAwaited(): Promise<boolean>;
  /** The worker's clock, ms since the epoch. */
  now(): number;
  /** The run that this attempt belongs to. */
  runId: string;
}

function notSent(message: string, hint: string): CopyAttempt {
  const failure = { type: ErrorType.CallFailed, message, hint };
  return { kind: 'not-applied', refusal: { failure, retryable: true, conflict: false } };
}

function nameTaken(holder: EcdImage, input: AttemptCopyInput): CopyAttempt | undefined {
  if (input.onNameTaken === 'copy') return undefined;
  if (input.onNameTaken === 'adopt' && isAdoptable(holder, input.sourceProperties)) {
    return { kind: 'found', copy: { imageId: holder.imageId, madeByThisRun: false, foreign: true, duplicates: [] } };
  }
  return { kind: 'name-taken', imageId: holder.imageId };
}

/** What is there: a verdict that ends the attempt, or the service's own time of the look that found nothing. */
async function look(
  effects: AttemptEffects,
  input: AttemptCopyInput,
): Promise<{ verdict?: CopyAttempt; date?: number | undefined }> {
  const { destination, copyKey, knownImageId } = input;
  const { regionId, imageName, shareWith } = destination;
  const listing = await confirmedListing(effects.reads, regionId);
  if (!listing) {
    return { verdict: notSent(`The images of ${regionId} changed during every listing`, 'It is tried again.') };
  }
  const known = knownImageId && (await effects.reads.describeImage(regionId, knownImageId));
  const isListed = known && listing.images.some((image) => image.imageId === known.imageId);
  const images = known && !isListed ? [...listing.images, known] : listing.images;
  const copy = await findCopy(images, { copyKey, regionId, shareWith, runId: effects.runId }, effects.reads);
  if (copy) return { verdict: { kind: 'found', copy } };
  const holder = nameHolder(images, imageName);
  const verdict = holder && nameTaken(holder, input);
  return verdict ? { verdict } : { date: listing.date?.getTime() };
}

async function send(effects: AttemptEffects, input: AttemptCopyInput, date: number): Promise<CopyAttempt> {
  const { source, destination, copyKey } = input;
  const request: CopyImageRequest = {
    regionId: source.regionId,
    imageId: source.imageId,
    destinationRegionId: destination.regionId,
    destinationImageName: destination.imageName,
    destinationDescription: markedDescription(destination.description, { copyKey, run: markerRun(effects.runId) }),
  };
  try {
    const { imageId, requestId } = await effects.copyImage(request, date);
    return { kind: 'found', copy: { imageId, requestId, madeByThisRun: true, foreign: false, duplicates: [] } };
  } catch (error) {
    if (!(error instanceof EcdError)) return { kind: 'unknown', date };
    if (error.outcome !== 'not-applied') return { kind: 'unknown', date, failure: callFailure(error) };
    if (error.kind === 'name-in-use') return { kind: 'name-held', failure: callFailure(error) };
    return { kind: 'not-applied', refusal: refusal(error) };
  }
}

/** After a reset the old run's attempt may still be under way, and only the run id tells. */
function isCleared({ runId }: AttemptEffects, { originalRunId, clearedRunIds }: AttemptCopyInput): boolean {
  return runId === originalRunId || clearedRunIds.includes(runId);
}

/** A look that failed is a verdict too: nothing was sent. */
async function lookOrFail(effects: AttemptEffects, input: AttemptCopyInput): ReturnType<typeof look> {
  try {
    return await look(effects, input);
  } catch (error) {
    if (error instanceof EcdError) return { verdict: { kind: 'not-applied', refusal: refusal(error) } };
    throw error;
  }
}

/**
 * Looks for the copy and, when there is none, sends one CopyImage for it. Never throws for what the cloud does: the
 * caller may take a throw for an unknown outcome.
 */
export async function attemptCopy(effects: AttemptEffects, input: AttemptCopyInput): Promise<CopyAttempt> {
  const startedAt = effects.now();
  const { verdict, date } = await lookOrFail(effects, input);
  if (verdict?.kind === 'found') return verdict;
  // Before any other verdict: a failure would end the run with the old attempt unsettled, and an image of the name may
  // be that attempt's own.
  if (!isCleared(effects, input)) return { kind: 'must-settle', runId: effects.runId };
  if (verdict) return verdict;
  if (input.lookOnly) return { kind: 'absent' };
  // A worker that froze since may be past its time: then nobody waits for this attempt, and it must not send.
  const isAwaited = await effects.isAwaited().catch(() => false);
  if (!isAwaited) {
    return notSent('The run no longer waits for this attempt', 'Nothing to do: the run goes on by itself.');
  }
  return send(effects, input, date ?? startedAt);
}
