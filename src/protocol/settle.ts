// The settle: after a CopyImage call of unknown outcome nothing is sent until its copy shows, or it can no longer take
// effect.
import type { SettleInput } from '../shared/activities';
import type { Copy, Destination } from '../shared/copy';
import type { Problem } from '../shared/problem';
import { createFailed, outcomeUnknown } from '../shared/problems';
import { CopyFailure, problemIn, type RunEffects, type WantedCopy } from './run-effects';
import { creationTimeSlackMs } from './timing';

/** A call of unknown outcome. Times in ms since the epoch. */
export interface UnknownCall {
  /** When the run learned that the outcome is unknown: the window begins there. */
  learnedAt: number;
  /** The call was sent no earlier. */
  sentAfter: number;
  /** What is known of it. */
  problem?: Problem | undefined;
}

/** The looks themselves failed. */
interface Unsettled {
  kind: 'unsettled';
  why: Problem | undefined;
}

/** Settles a call. Undefined: it never took effect and no longer can. Throws `CopyFailure`. */
export async function settle(
  effects: RunEffects,
  wanted: WantedCopy,
  { learnedAt, sentAfter, problem }: UnknownCall,
): Promise<Copy | undefined> {
  const { destination, terms } = wanted;
  const { regionId } = destination;
  const createdAfter = sentAfter - creationTimeSlackMs(terms.timing);
  const end = await effects
    .settle(settleInput(wanted, { startedAt: learnedAt, createdAfter }))
    .catch((error: unknown): Unsettled => ({ kind: 'unsettled', why: problemIn(error) }));
  switch (end.kind) {
    case 'unsettled':
      throw new CopyFailure(outcomeUnknown(destination, { call: problem, look: end.why }), undefined, {
        isUnsettled: true,
      });
    case 'copy':
      return end.copy;
    case 'create-failed':
      throw new CopyFailure(createFailed({ regionId, imageId: end.imageId }), end.imageId);
    case 'unmarked':
      throw suspected(destination, end.imageIds, problem);
    case 'never-seen':
      return undefined;
  }
}

/**
 * Settles a call of an interrupted run, or of an attempt from before a reset. It was sent since its run began, where that is
 * known, and perhaps a whole window before `learnedAt`.
 */
export function settleEarlierCall(
  effects: RunEffects,
  wanted: WantedCopy,
  { learnedAt, beganAt = learnedAt }: { learnedAt: number; beganAt?: number | undefined },
) {
  const sentAfter = Math.min(beganAt, learnedAt - wanted.terms.timing.settleWindowMs);
  return settle(effects, wanted, { learnedAt, sentAfter });
}

/** Nobody can tell which of the images, if any, is the copy. */
export function suspected(destination: Destination, imageIds: string[], call?: Problem): CopyFailure {
  const problem = outcomeUnknown(destination, { suspects: imageIds, call });
  return new CopyFailure(problem, imageIds[0], { suspects: imageIds });
}

/**
 * A copy that is left has to be visible before its run ends: the next run's look must find it. Where that settle comes
 * to no end, the end of the run says so.
 */
export async function awaitVisible(effects: RunEffects, wanted: WantedCopy): Promise<{ isUnsettled?: true }> {
  const now = effects.now();
  // Whenever it was made: it is older than this.
  const looks = effects.settle(settleInput(wanted, { startedAt: now, createdAfter: 0 }));
  return looks.then(
    () => ({}),
    () => ({ isUnsettled: true }),
  );
}

function settleInput(
  { destination, terms, knownImageId }: WantedCopy,
  { startedAt, createdAfter }: { startedAt: number; createdAfter: number },
): SettleInput {
  const { copyKey, sourceProperties, timing } = terms;
  return {
    destination,
    copyKey,
    sourceProperties,
    knownImageId,
    startedAt,
    until: startedAt + timing.settleWindowMs,
    createdAfter,
    timing,
  };
}
