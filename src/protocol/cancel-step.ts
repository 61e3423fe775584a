// One attempt at ending a copy in flight: CancelCopyImage, and a read by id of what is left.
import type { CancelCopyInput, CancelledCopy } from '../shared/activities';
import type { ImageAt } from '../shared/copy';
import { CallFailed, type Image, type ImageReads } from './cloud';
import { fenced } from './fenced';
import { type AttemptFacts, type Step, tried } from './step';

/** What cancelling needs of the world. Each call rejects with `CallFailed`. */
export interface CancelEffects {
  reads: ImageReads;
  /** Sends one CancelCopyImage, dated `date` (ms since the epoch). */
  cancelCopyImage(image: ImageAt, date: number): Promise<unknown>;
  /** The fence: whether the run, cancelled as it is, is open and waits for this very attempt. */
  isAwaited(): Promise<boolean>;
}

/** What an attempt leaves for the next one. */
export interface CancelMemory {
  /** When the first attempt began: ms since the epoch. */
  startedAt: number;
  /** The service took a cancel. */
  accepted: boolean;
}

type CancelStep = Step<CancelledCopy, CancelMemory>;

/** Cancels and reads; done when the image is gone or finished. */
export function cancelStep(
  effects: CancelEffects,
  input: CancelCopyInput,
  { now, learned }: AttemptFacts<CancelMemory>,
): Promise<CancelStep> {
  const { reads } = effects;
  return tried(async () => {
    const before = await reads.describeImage(input);
    if (isFinished(before)) return { kind: 'done', value: { left: 'image' } };
    const problem = await fenced(effects.isAwaited, input.regionId);
    if (problem) return { kind: 'again', afterMs: input.timing.pollMinMs, why: problem.message, problem };
    const accepted = (await isAccepted(effects, input, before?.date ?? now)) || (learned?.accepted ?? false);
    const memory: CancelMemory = { startedAt: learned?.startedAt ?? now, accepted };
    return tried(async () => whatIsLeft(input, await reads.describeImage(input), { now, memory }), memory);
  });
}

async function isAccepted({ cancelCopyImage }: CancelEffects, input: CancelCopyInput, date: number): Promise<boolean> {
  try {
    await cancelCopyImage(input, date);
    return true;
  } catch (error) {
    // Nobody but an administrator can mend a lack of permission.
    if (!(error instanceof CallFailed) || error.known.reason === 'denied') throw error;
    // Refused (finished already, not visible yet) or unknown: the read tells what there is.
    if (error.known.outcome === 'unknown' || !error.known.retryable) return false;
    throw error;
  }
}

function whatIsLeft(
  { imageId, regionId, timing }: CancelCopyInput,
  image: Image | undefined,
  { now, memory }: { now: number; memory: CancelMemory },
): CancelStep {
  // An image that was never visible may be just that: only the grace period, or an accepted cancel, makes it gone.
  const isGone = !image && (memory.accepted || now - memory.startedAt > timing.visibilityGraceMs);
  if (isGone) return { kind: 'done', value: { left: 'gone' } };
  if (isFinished(image)) return { kind: 'done', value: { left: 'image' } };
  const why = `Image ${imageId} in ${regionId} is still being cancelled`;
  return { kind: 'again', afterMs: timing.pollMinMs, why, learned: memory };
}

function isFinished(image: Image | undefined): boolean {
  return image?.status === 'Available' || image?.status === 'CreateFailed';
}
