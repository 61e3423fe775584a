// The effects of a run on activities and timers of the model: what copy-effects.ts makes of Temporal's, made of virtual
// time.
import { Cancelled, CopyFailure, type RunEffects, type WaitEnd, type WantedCopy } from '../../src/protocol/run-effects';
import type { Again } from '../../src/protocol/step';
import type { Copy } from '../../src/shared/copy';
import type { Problem } from '../../src/shared/problem';
import { copyNotShown, copyTimedOut, unexpected } from '../../src/shared/problems';
import type { WaitProgress } from '../../src/shared/wait-progress';
import { startAttempt, startCancel, startSettle, startShare, startWait } from './model-activities';
import type { ActivityEnd, ModelActivity } from './model-activity';
import type { World } from './world';

/** What the effects need of their run. */
export interface EffectsOfRun {
  readonly world: World;
  readonly runId: string;
  readonly wanted: WantedCopy;
  isOpen(): boolean;
  /** What the history has for the next effect, or else what `live` comes to, once the workflow is told. */
  effect<T>(what: string, input: unknown, live: () => Promise<T>): Promise<T>;
  /** Runs `stop` when the run is cancelled; at once when it is. */
  onCancel(stop: () => void): void;
  isCancelled(): boolean;
  /** What the server knows, before the workflow does. */
  isCancelRequested(): boolean;
  now(): number;
  random(): number;
  /** An activity of the run has begun. */
  began(activity: { failByHand(): void }): void;
  /** The search attribute EcdImageId. */
  tellImage(imageId: string): void;
}

export function modelEffects(run: EffectsOfRun): RunEffects {
  const effects: RunEffects = {
    attempt: (input) => run.effect('attempt', input, () => write(run, startAttempt(run, input))),
    settle: (input) => run.effect('settle', input, () => write(run, startSettle(run, input))),
    awaitAvailable: (copy, deadline) => {
      if (!copy.foreign) run.tellImage(copy.imageId);
      return run.effect('wait', copy, () => awaitAvailable(run, copy, deadline));
    },
    share: (copy) =>
      run.effect('share', copy, async () => valueOrFailure(await startShare(run, copy).ended, copy.imageId)),
    cancelCopy: (copy) => run.effect('cancel', copy, () => cancelCopy(run, copy)),
    sleep: (milliseconds) => run.effect('sleep', milliseconds, () => sleep(run, milliseconds)),
    isCancelled: () => run.isCancelled(),
    now: () => run.now(),
    random: () => run.random(),
  };
  return run.world.without.run?.(effects) ?? effects;
}

/** A cancel of the run ends this one. It is not even begun when the run is cancelled already. */
async function awaitAvailable(run: EffectsOfRun, copy: Copy, deadline: number): Promise<WaitEnd> {
  let activity: ModelActivity<void, WaitProgress> | undefined;
  let isCancelled = false;
  run.onCancel(() => {
    isCancelled = true;
    activity?.requestCancel();
  });
  if (isCancelled) throw new Cancelled();
  activity = startWait(run, copy, deadline);
  const end = await activity.ended;
  if (end.kind === 'cancelled') throw new Cancelled();
  if (end.kind === 'completed') return { kind: 'available' };
  return { kind: 'failed', problem: end.kind === 'failed' ? end.problem : outOfTime(run, copy, end) };
}

/** The wait was over before the copy was. */
function outOfTime(run: EffectsOfRun, { imageId }: Copy, { last }: { last?: Again<unknown> | undefined }) {
  const image = { regionId: run.wanted.destination.regionId, imageId };
  // The details of a call that failed are its problem, and no progress.
  const progress = last?.problem ? undefined : (last?.learned as WaitProgress | undefined);
  return progress?.seen === false ? copyNotShown(image) : copyTimedOut(image, last?.why ?? 'no read was answered');
}

async function cancelCopy(run: EffectsOfRun, copy: Copy): Promise<'gone' | 'finished'> {
  const { left } = valueOrFailure(await startCancel(run, copy).ended, copy.imageId);
  return left === 'gone' ? 'gone' : 'finished';
}

async function sleep(run: EffectsOfRun, milliseconds: number): Promise<void> {
  const wasCancelled = await new Promise<boolean>((resolve) => {
    run.world.time.after(milliseconds, () => resolve(false));
    run.onCancel(() => resolve(true));
  });
  if (wasCancelled) throw new Cancelled();
}

/** What a cancel of the run does not end, unless that rule is left out. */
async function write<T, P>(run: EffectsOfRun, { ended }: ModelActivity<T, P>): Promise<T> {
  if (!run.world.without.areWritesCancellable) return completed(await ended);
  const cancelled = new Promise<never>((_, reject) => run.onCancel(() => reject(new Cancelled())));
  return completed(await Promise.race([ended, cancelled]));
}

function completed<T>(end: ActivityEnd<T>): T {
  if (end.kind === 'completed') return end.value;
  throw new Error(`the activity ended as ${end.kind}`);
}

function valueOrFailure<T>(end: ActivityEnd<T>, imageId: string): T {
  if (end.kind === 'completed') return end.value;
  throw new CopyFailure(problemOf(end), imageId);
}

/** As activity-failure.ts reads it. */
function problemOf(end: ActivityEnd<unknown>): Problem {
  if (end.kind === 'failed') return end.problem;
  const last = end.kind === 'timed-out' ? end.last : undefined;
  return last?.problem ?? unexpected(last?.why ?? `The activity ended as ${end.kind}`);
}
