// The activities of a run on the model's server and workers, with the timeouts and retries of activity-options.ts. What
// each does is the shipped step.
import { attemptCopy } from '../../src/protocol/attempt-copy';
import { type CancelMemory, cancelStep } from '../../src/protocol/cancel-step';
import { type FailedLook, settleStep } from '../../src/protocol/settle-step';
import type { ShareMemory } from '../../src/protocol/share-memory';
import { shareStep } from '../../src/protocol/share-step';
import type { Step } from '../../src/protocol/step';
import { settleLookDelayMs } from '../../src/protocol/timing';
import { waitInput } from '../../src/protocol/wait-input';
import { waitStep } from '../../src/protocol/wait-step';
import type { AttemptCopyInput, SettleEnd, SettleInput } from '../../src/shared/activities';
import type { Copy } from '../../src/shared/copy';
import type { WaitProgress } from '../../src/shared/wait-progress';
import { type Facts, ModelActivity, type Policy } from './model-activity';
import type { Sender } from './model-cloud';
import type { EffectsOfRun } from './model-effects';
import { ModelWorker } from './model-worker';
import { HOUR_MS, timing } from './settings';

const BACK_OFF = { initialIntervalMs: 1_000, coefficient: 2, maximumIntervalMs: 30_000 };

export function startAttempt(run: EffectsOfRun, input: AttemptCopyInput) {
  const { world, runId } = run;
  const { without, random, fate } = world;
  const sender: Sender = { runId, copyKey: input.copyKey, triedAt: run.now() };
  const maximumAttempts = without.attempts ?? (random.chance(fate.secondAttempt) ? 2 : 1);
  const policy = { ...BACK_OFF, startToCloseMs: 4 * timing.callTimeoutMs, maximumAttempts };
  return start(run, policy, async (worker, facts) => {
    const isCancelRequested = () => !without.isFenceBlindToCancel && run.isCancelRequested();
    const effects = worker.attemptEffects(input, sender, { ...facts, isCancelRequested });
    const value = await attemptCopy(effects, without.attemptInput?.(input, runId) ?? input);
    return { kind: 'done', value };
  });
}

export function startSettle(run: EffectsOfRun, input: SettleInput): ModelActivity<SettleEnd, FailedLook> {
  const { wanted, runId } = run;
  const end = Math.max(wanted.deadline, input.until + timing.settleWindowMs);
  const lookDelayMs = settleLookDelayMs(timing, 0);
  const policy: Policy = {
    startToCloseMs: 4 * timing.callTimeoutMs,
    scheduleToCloseMs: end - run.now(),
    initialIntervalMs: lookDelayMs,
    coefficient: 1,
    maximumIntervalMs: lookDelayMs,
  };
  const step = run.world.without.settleStep ?? settleStep;
  return start(run, policy, (worker, { now }) => step(worker.reads(), input, { begunAt: now, runId }));
}

export function startWait(run: EffectsOfRun, copy: Copy, deadline: number): ModelActivity<void, WaitProgress> {
  const { runId } = run;
  const policy: Policy = {
    startToCloseMs: 4 * timing.callTimeoutMs,
    scheduleToCloseMs: Math.max(deadline - run.now(), timing.pollMinMs),
    initialIntervalMs: timing.pollMinMs,
    coefficient: 2,
    maximumIntervalMs: timing.pollMaxMs,
  };
  const input = waitInput(run.wanted, copy);
  const step = run.world.without.waitStep ?? waitStep;
  return start(run, policy, (worker, facts: Facts<WaitProgress>) => step(worker.reads(), input, { ...facts, runId }));
}

export function startShare(run: EffectsOfRun, { imageId }: Copy) {
  const { destination, terms } = run.wanted;
  const { regionId, shareWith } = destination;
  const input = { regionId, imageId, shareWith, copyKey: terms.copyKey, timing };
  const step = run.world.without.shareStep ?? shareStep;
  return startWrite(run, (worker, facts: Facts<ShareMemory>) =>
    step(worker.shareEffects(facts.isAwaited), input, facts),
  );
}

export function startCancel(run: EffectsOfRun, { imageId }: Copy) {
  const { destination, terms } = run.wanted;
  const input = { regionId: destination.regionId, imageId, timing };
  const sender = { runId: run.runId, copyKey: terms.copyKey };
  return startWrite(run, (worker, facts: Facts<CancelMemory>) =>
    cancelStep(worker.cancelEffects(sender, facts), input, facts),
  );
}

function startWrite<T, P>(
  run: EffectsOfRun,
  step: (worker: ModelWorker, facts: Facts<P>) => Promise<Step<T, P>>,
): ModelActivity<T, P> {
  return start(run, { ...BACK_OFF, startToCloseMs: 10 * timing.callTimeoutMs, scheduleToCloseMs: HOUR_MS }, step);
}

/** An activity that runs `step` on a worker at each attempt. */
function start<T, P = never>(
  { world, isOpen, began }: EffectsOfRun,
  policy: Policy,
  step: (worker: ModelWorker, facts: Facts<P>) => Promise<Step<T, P>>,
): ModelActivity<T, P> {
  const activity = new ModelActivity<T, P>(world, isOpen, policy, (facts) => step(new ModelWorker(world), facts));
  began(activity);
  return activity;
}
