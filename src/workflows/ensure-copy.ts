// The protocol that makes exactly one copy with a call that is not idempotent. A plain async function over injected
// effects: the workflow runs it on activities, a simulation runs the very same code on a model cloud in virtual time.
import type { AttemptCopyInput, CallFailure, CopyAttempt, FoundCopy, Refusal } from '../shared/copy';
import { ErrorType } from '../shared/error-types';
import { conflictDelayMs, retryDelayMs } from '../shared/timing';
import type { CopyEffects, WantedCopy } from './copy-effects';
import { DestinationFailure, nameTaken, outcomeUnknown } from './destination-failure';
import { settle, settleEarlierCall } from './settle';

/** After this many calls of unknown outcome something is wrong that a further call would not mend. */
const MAX_UNKNOWN_CREATES = 3;

interface Tally {
  unknownCreates: number;
  refusals: number;
  nameHeldSince?: number | undefined;
  clearedRunIds: string[];
}

/** Waits as long as the refusal asks for, or fails when it is final or the copy's time is over. */
async function backOff(effects: CopyEffects, { deadline, plan }: WantedCopy, refusal: Refusal, tally: Tally) {
  tally.refusals++;
  if (!refusal.retryable) throw new DestinationFailure(refusal.failure);
  const { timing } = plan;
  const jitter = effects.random();
  const delay = refusal.conflict
    ? conflictDelayMs(timing) * (1 + jitter / 2)
    : Math.max(refusal.retryAfterMs ?? 0, retryDelayMs(timing, tally.refusals, jitter));
  if (effects.now() + delay > deadline) throw new DestinationFailure(refusal.failure);
  await effects.sleep(delay);
}

/** The service says that the name is in use: the next look shows who holds it, once it is visible. */
async function awaitHolder(effects: CopyEffects, wanted: WantedCopy, failure: CallFailure, tally: Tally) {
  const { timing } = wanted.plan;
  tally.nameHeldSince ??= effects.now();
  if (effects.now() - tally.nameHeldSince > timing.visibilityGraceMs) {
    throw new DestinationFailure({ ...failure, type: ErrorType.NameTaken });
  }
  await effects.sleep(retryDelayMs(timing, ++tally.refusals, effects.random()));
}

async function afterUnknown(
  effects: CopyEffects,
  wanted: WantedCopy,
  attempt: Extract<CopyAttempt, { kind: 'unknown' }>,
  scheduledAt: number,
  tally: Tally,
): Promise<FoundCopy | undefined> {
  tally.unknownCreates++;
  const copy = await settle(effects, wanted, effects.now(), attempt.date ?? scheduledAt, attempt.failure);
  if (copy) return copy;
  if (tally.unknownCreates >= MAX_UNKNOWN_CREATES) {
    throw outcomeUnknown(wanted.destination, { failure: attempt.failure, neverSeen: tally.unknownCreates });
  }
  return undefined;
}

function attemptInput(wanted: WantedCopy, tally: Tally, lookOnly: boolean): AttemptCopyInput {
  const { source, destination, onNameTaken, plan, originalRunId, knownImageId } = wanted;
  const { copyKey, sourceProperties } = plan;
  const clearedRunIds = [...tally.clearedRunIds];
  return {
    source,
    destination,
    copyKey,
    sourceProperties,
    onNameTaken,
    lookOnly,
    originalRunId,
    clearedRunIds,
    knownImageId,
  };
}

async function attemptOnce(effects: CopyEffects, wanted: WantedCopy, tally: Tally): Promise<FoundCopy | undefined> {
  const { destination } = wanted;
  const scheduledAt = effects.now();
  const attempt = await effects
    .attemptCopy(attemptInput(wanted, tally, false))
    .catch((): CopyAttempt => ({ kind: 'unknown' }));
  switch (attempt.kind) {
    case 'found':
      return attempt.copy;
    case 'absent':
      // Only a look before the end answers that.
      return undefined;
    case 'name-taken':
      throw nameTaken(destination, attempt.imageId, wanted.onNameTaken);
    case 'name-held':
      await awaitHolder(effects, wanted, attempt.failure, tally);
      return undefined;
    case 'not-applied':
      await backOff(effects, wanted, attempt.refusal, tally);
      return undefined;
    case 'must-settle': {
      const copy = await settleEarlierCall(effects, wanted, effects.now());
      tally.clearedRunIds.push(attempt.runId);
      return copy;
    }
    case 'unknown':
      return afterUnknown(effects, wanted, attempt, scheduledAt, tally);
  }
}

/**
 * A run that ends without a copy looks once more: what shows now is the copy after all, and when the run was reset since
 * its last attempt, the old one's call is settled first. So a run that ended by itself leaves no call under way.
 */
async function lookBeforeEnd(effects: CopyEffects, wanted: WantedCopy, tally: Tally): Promise<FoundCopy | undefined> {
  const look = await effects.attemptCopy(attemptInput(wanted, tally, true)).catch(() => undefined);
  if (look?.kind === 'found') return look.copy;
  if (look && look.kind !== 'must-settle') return undefined;
  return settleEarlierCall(effects, wanted, effects.now()).catch(() => undefined);
}

async function findOrMake(effects: CopyEffects, wanted: WantedCopy, tally: Tally): Promise<FoundCopy> {
  const { interruptedAt: inherited } = wanted;
  let copy = inherited === undefined ? undefined : await settleEarlierCall(effects, wanted, inherited);
  while (!copy) {
    effects.throwIfCancelled();
    copy = await attemptOnce(effects, wanted, tally);
  }
  return copy;
}

/**
 * Finds or makes the one image that stands for the wanted copy.
 *
 * Never sends a second CopyImage before the first can no longer take effect. Once cancelled it sends nothing more, but
 * finishes a settle that is under way or inherited. Throws `DestinationFailure` with the reason, or the cancellation.
 */
export async function ensureCopy(effects: CopyEffects, wanted: WantedCopy): Promise<FoundCopy> {
  const tally: Tally = { unknownCreates: 0, refusals: 0, clearedRunIds: [] };
  try {
    return await findOrMake(effects, wanted, tally);
  } catch (error) {
    const copy = await lookBeforeEnd(effects, wanted, tally);
    if (copy) return copy;
    throw error;
  }
}
