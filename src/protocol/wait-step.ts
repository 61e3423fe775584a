// One read of a wait: is the copy Available, and is it still ours?
import type { AwaitAvailableInput } from '../shared/activities';
import type { Problem } from '../shared/problem';
import { createFailed, imageGone, markerNotKept, notACopy } from '../shared/problems';
import type { WaitProgress } from '../shared/wait-progress';
import type { Image, ImageReads } from './cloud';
import { canBeCopy } from './likeness';
import { markerRun, markerText, parseMarker } from './marker';
import { pollDelayMs } from './poll-delay';
import { type AttemptFacts, type Step, tried } from './step';

/** What a read of a wait needs. */
export interface WaitFacts extends AttemptFacts<WaitProgress> {
  /** 1-based. */
  attempt: number;
  /** The run that waits. */
  runId: string;
  /** Milliseconds until the server gives up. */
  timeLeftMs(): number;
}

/** Reads once; done when the image is Available. */
export function waitStep(
  reads: ImageReads,
  input: AwaitAvailableInput,
  facts: WaitFacts,
): Promise<Step<void, WaitProgress>> {
  return tried(async () => {
    const image = await reads.describeImage(input);
    const progress = image ? seenNow(image, input, facts) : absentNow(input, facts);
    const end = image && endOf(image, input, { ...facts, progress });
    if (end) return end;
    if (!image && (await isGone(reads, input, progress, facts))) return { kind: 'failed', problem: imageGone(input) };
    const timeLeftMs = facts.timeLeftMs();
    const afterMs = pollDelayMs(input.timing, progress, { now: facts.now, attempt: facts.attempt, timeLeftMs });
    return { kind: 'again', afterMs, why: whatWasSeen(input, image), learned: progress };
  });
}

/** Undefined while the image is being made. */
function endOf(
  image: Image,
  input: AwaitAvailableInput,
  { now, runId, progress }: WaitFacts & { progress: WaitProgress },
): Step<void, WaitProgress> | undefined {
  const failed = (problem: Problem) => ({ kind: 'failed', problem }) as const;
  const { copyKey = '' } = input;
  const unmarked = markerNotKept(input, markerText({ copyKey, run: markerRun(runId) }));
  if (!isOurs(image, input)) return failed(unmarked);
  if (image.status === 'CreateFailed') return failed(createFailed(input, image.percent));
  if (image.status !== 'Available') return undefined;
  if (input.sourceProperties && !canBeCopy(image, input.sourceProperties)) return failed(notACopy(input));
  // Without its marker nobody finds the copy again, and the next run would make another.
  if (!isUndescribed(image, input)) return { kind: 'done', value: undefined };
  const { undescribedSince = now } = progress;
  return now - undescribedSince > input.timing.visibilityGraceMs ? failed(unmarked) : undefined;
}

/** Descriptions may come late: an empty one says nothing until the image is Available. */
function isOurs({ description }: Image, { copyKey }: AwaitAvailableInput): boolean {
  return copyKey === undefined || description === '' || parseMarker(description)?.copyKey === copyKey;
}

function isUndescribed({ description }: Image, { copyKey }: AwaitAvailableInput): boolean {
  return copyKey !== undefined && description === '';
}

function seenNow(image: Image, input: AwaitAvailableInput, { now, learned }: WaitFacts): WaitProgress {
  const { status, percent } = image;
  const isLateDescribed = status === 'Available' && isUndescribed(image, input);
  return {
    ...(isLateDescribed && { undescribedSince: learned?.undescribedSince ?? now }),
    seen: true,
    status,
    percent,
    progressSince: learned?.progressSince ?? now,
    firstPercent: learned?.firstPercent ?? percent,
  };
}

function absentNow({ wasSeen = false }: AwaitAvailableInput, { now, learned }: WaitFacts): WaitProgress {
  return { ...learned, seen: learned?.seen ?? wasSeen, absentSince: learned?.absentSince ?? now };
}

/** Only an image that was seen, or that was made before a reset, and is then absent by id and by listing for long enough. */
async function isGone(
  reads: ImageReads,
  { regionId, imageId, timing, originalRunId }: AwaitAvailableInput,
  { seen, absentSince = Number.POSITIVE_INFINITY }: WaitProgress,
  { now, runId }: WaitFacts,
): Promise<boolean> {
  const wasReset = originalRunId !== runId;
  if (!seen && !wasReset) return false;
  if (now - absentSince < (seen ? timing.visibilityGraceMs : timing.settleWindowMs)) return false;
  const { images } = await reads.listImages(regionId);
  return !images.some((image) => image.imageId === imageId);
}

function whatWasSeen({ imageId, regionId }: AwaitAvailableInput, image: Image | undefined): string {
  const percent = image?.percent === undefined ? '' : ` ${image.percent}%`;
  return `Image ${imageId} in ${regionId}: ${image ? `${image.status}${percent}` : 'not visible yet'}`;
}
