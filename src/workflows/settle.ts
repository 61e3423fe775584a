// The settle: after a CopyImage call of unknown outcome nothing is sent until its copy shows, or it can no longer take
// effect.
import type { AwaitCopyInput, CallFailure, FoundCopy, PreviousRun } from '../shared/copy';
import { creationTimeSlackMs, type Timing } from '../shared/timing';
import type { CopyEffects, WantedCopy } from './copy-effects';
import { createFailed, outcomeUnknown } from './destination-failure';

/**
 * When the settle begins that a run inherits: at the end of an earlier run of the copy that was interrupted less than a
 * window ago, or now when nothing sure is known of it. Undefined: no call of it can be under way. Ms since the epoch.
 */
export function interruptedAt({ status, closeTime }: PreviousRun, timing: Timing, now: number): number | undefined {
  if (status === 'NOT_FOUND' || status === 'ENDED') return undefined;
  const at = closeTime ?? now;
  return now - at < timing.settleWindowMs ? at : undefined;
}

/** Settles a call that was sent no earlier than `sentAfter`. Undefined: it never took effect and no longer can. */
export async function settle(
  effects: CopyEffects,
  { destination, plan }: WantedCopy,
  learnedAt: number,
  sentAfter: number,
  failure?: CallFailure,
): Promise<FoundCopy | undefined> {
  const input: AwaitCopyInput = {
    destination,
    copyKey: plan.copyKey,
    startedAt: learnedAt,
    until: learnedAt + plan.timing.settleWindowMs,
    createdAfter: sentAfter - creationTimeSlackMs(plan.timing),
    timing: plan.timing,
  };
  const end = await effects.awaitCopy(input).catch(() => undefined);
  if (!end) throw outcomeUnknown(destination, { failure });
  if (end.kind === 'found') return end.copy;
  if (end.kind === 'create-failed') throw createFailed(destination, end.imageId);
  if (end.kind === 'unmarked') throw outcomeUnknown(destination, { imageId: end.imageId, failure });
  return undefined;
}

/** An interrupted run, or an attempt from before a reset, may have sent its call a whole window ago. */
export function settleEarlierCall(effects: CopyEffects, wanted: WantedCopy, learnedAt: number) {
  return settle(effects, wanted, learnedAt, learnedAt - wanted.plan.timing.settleWindowMs);
}
