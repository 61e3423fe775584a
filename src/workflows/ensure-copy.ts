// The protocol that makes exactly one copy with a call that is not idempotent. A plain async function over injected
// effects: the workflow runs it on activities, a simulation runs the very same code on a model cloud in virtual time.
import type {
  AttemptCopyInput,
  AwaitCopyInput,
  CallFailure,
  CopyAttempt,
  CopyPlan,
  Destination,
  FoundCopy,
  PreviousRun,
  Refusal,
  SettleEnd,
} from '../shared/copy';
import type { OnNameTaken, SourceImage } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { conflictDelayMs, creationTimeSlackMs, retryDelayMs, type Timing } from '../shared/timing';
import { createFailed, DestinationFailure, nameTaken, outcomeUnknown } from './destination-failure';

/** What the protocol needs of the world. Times in ms since the epoch. */
export interface CopyEffects {
  /** One look and, when it finds nothing, one CopyImage. A throw means that nobody knows what happened. */
  attemptCopy(input: AttemptCopyInput): Promise<CopyAttempt>;
  /** Looks again and again until the copy shows or the call can no longer take effect. */
  awaitCopy(input: AwaitCopyInput): Promise<SettleEnd>;
  /** Throws when the run is cancelled meanwhile. */
  sleep(milliseconds: number): Promise<void>;
  /** Throws when the run is cancelled. */
  throwIfCancelled(): void;
  now(): number;
  /** In [0, 1). */
  random(): number;
}

/** The copy to ensure. */
export interface WantedCopy {
  source: SourceImage;
  destination: Destination;
  onNameTaken: OnNameTaken;
  plan: CopyPlan;
  originalRunId: string;
  /** No call is tried again after this. */
  deadline: number;
  /** An image id that an earlier answer or run named. */
  knownImageId?: string | undefined;
  /** When an earlier run of this copy was interrupted: its CopyImage call may still be under way. */
  interruptedAt?: number | undefined;
}

/** After this many calls of unknown outcome something is wrong that a further call would not mend. */
const MAX_UNKNOWN_CREATES = 3;

interface Tally {
  unknownCreates: number;
  refusals: number;
  nameHeldSince?: number | undefined;
  clearedRunIds: string[];
}

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
async function settle(
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
function settleEarlierCall(effects: CopyEffects, wanted: WantedCopy, learnedAt: number) {
  return settle(effects, wanted, learnedAt, learnedAt - wanted.plan.timing.settleWindowMs);
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
    throw outcomeUnknown(wanted.destination, { failure: attempt.failure });
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
      return undefined;
    case 'name-taken':
      throw nameTaken(destination, attempt.imageId);
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

/** A run that ends without a copy may have been reset since its last attempt: then the old one's is settled first. */
async function settleBeforeEnd(effects: CopyEffects, wanted: WantedCopy, tally: Tally): Promise<void> {
  const look = await effects.attemptCopy(attemptInput(wanted, tally, true)).catch(() => undefined);
  if (!look || look.kind === 'must-settle') await settleEarlierCall(effects, wanted, effects.now());
}

/**
 * Finds or makes the one image that stands for the wanted copy.
 *
 * Never sends a second CopyImage before the first can no longer take effect. Once cancelled it sends nothing more, but
 * finishes a settle that is under way or inherited. Throws `DestinationFailure` with the reason, or the cancellation.
 */
export async function ensureCopy(effects: CopyEffects, wanted: WantedCopy): Promise<FoundCopy> {
  const tally: Tally = { unknownCreates: 0, refusals: 0, clearedRunIds: [] };
  let copy: FoundCopy | undefined;
  if (wanted.interruptedAt !== undefined) copy = await settleEarlierCall(effects, wanted, wanted.interruptedAt);
  try {
    while (!copy) {
      effects.throwIfCancelled();
      copy = await attemptOnce(effects, wanted, tally);
    }
    return copy;
  } catch (error) {
    if (!(error instanceof DestinationFailure)) await settleBeforeEnd(effects, wanted, tally);
    throw error;
  }
}
