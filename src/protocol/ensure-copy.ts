// Makes exactly one copy with a call that is not idempotent: one attempt after the other, each only when no call before
// it can still take effect.
import type { AttemptCopyInput, CopyAttempt, Refusal } from '../shared/activities';
import type { Copy } from '../shared/copy';
import type { Problem } from '../shared/problem';
import { nameInUse, nameTaken, notACopy, outcomeUnknown, refusedSo } from '../shared/problems';
import { Cancelled, CopyFailure, problemIn, type RunEffects, type WantedCopy } from './run-effects';
import { settle, settleEarlierCall, suspected } from './settle';
import { conflictDelayMs, retryDelayMs } from './timing';

/** After this many calls of unknown outcome something is wrong that a further call would not mend. */
const MAX_UNKNOWN_CREATES = 3;

/** The image that stands for a copy, and until when it may be awaited, in ms since the epoch. */
export interface Ensured {
  copy: Copy;
  deadline: number;
}

/**
 * Finds or makes the one image that stands for the wanted copy.
 *
 * Never sends a second CopyImage before the first can no longer take effect. Once cancelled it sends nothing more, but
 * finishes a settle that is under way or inherited. Throws `CopyFailure` with the reason, or `Cancelled`.
 */
export async function ensureCopy(effects: RunEffects, wanted: WantedCopy): Promise<Ensured> {
  const tally: Tally = { unknownCreates: 0, refusals: 0, clearedRunIds: [], deadline: wanted.deadline };
  const copy = await findOrMake(effects, wanted, tally);
  return { copy, deadline: tally.deadline };
}

/** What has been tried so far. */
interface Tally {
  unknownCreates: number;
  refusals: number;
  refusedSince?: number | undefined;
  nameInUseSince?: number | undefined;
  clearedRunIds: string[];
  /** No call is tried again after this, and the copy is not awaited longer. */
  deadline: number;
}

async function findOrMake(effects: RunEffects, wanted: WantedCopy, tally: Tally): Promise<Copy> {
  const { interruptedAt: learnedAt, interruptedSince: beganAt } = wanted;
  let copy = learnedAt === undefined ? undefined : await settled(effects, wanted, { learnedAt, beganAt, tally });
  while (!copy) {
    if (effects.isCancelled()) throw new Cancelled();
    copy = await attemptOnce(effects, wanted, tally);
  }
  return copy;
}

/** Undefined: nothing was made, and another attempt may follow at once. */
async function attemptOnce(effects: RunEffects, wanted: WantedCopy, tally: Tally): Promise<Copy | undefined> {
  const { destination, onNameTaken } = wanted;
  const scheduledAt = effects.now();
  const attempt = await effects
    .attempt(attemptInput(wanted, tally))
    .catch((error: unknown): CopyAttempt => ({ kind: 'unknown', problem: problemIn(error) }));
  // The grace of a name is that of one answer after the other.
  if (attempt.kind !== 'name-in-use') tally.nameInUseSince = undefined;
  switch (attempt.kind) {
    case 'copy':
      return attempt.copy;
    case 'name-taken':
      throw new CopyFailure(nameTaken(destination, { holder: attempt.imageId, onNameTaken }));
    case 'not-a-copy':
      throw new CopyFailure(notACopy({ regionId: destination.regionId, imageId: attempt.imageId }), attempt.imageId);
    case 'suspects':
      throw suspected(destination, attempt.imageIds);
    case 'name-in-use':
      return awaitHolder(effects, wanted, { problem: attempt.problem, tally });
    case 'not-applied':
      return backOff(effects, wanted, { refusal: attempt.refusal, tally });
    case 'must-settle':
      return afterReset(effects, wanted, { runId: attempt.runId, tally });
    case 'unknown': {
      const { problem, date: sentAfter = scheduledAt } = attempt;
      return afterUnknown(effects, wanted, { problem, sentAfter, tally });
    }
  }
}

/** Waits as long as the refusal asks for, or fails when it is final or the copy's time is over. */
async function backOff(
  effects: RunEffects,
  { terms }: WantedCopy,
  { refusal, tally }: { refusal: Refusal; tally: Tally },
): Promise<undefined> {
  const { problem, retryable, isConflict, retryAfterMs = 0 } = refusal;
  tally.refusals++;
  tally.refusedSince ??= effects.now();
  if (!retryable) throw new CopyFailure(problem);
  const refused = { refusals: tally.refusals, random: effects.random() };
  const delay = isConflict
    ? conflictDelayMs(terms.timing, refused)
    : Math.max(retryAfterMs, retryDelayMs(terms.timing, refused));
  const because = `CopyImage was not applied: ${problem.code ?? problem.type}`;
  const { refusals, refusedSince } = tally;
  await pause(effects, tally, { delay, because, problem: refusedSo(problem, { refusals, since: refusedSince }) });
}

/** The service says that the name is in use: the next look shows who holds it, once it is visible. */
async function awaitHolder(
  effects: RunEffects,
  { terms }: WantedCopy,
  { problem, tally }: { problem: Problem; tally: Tally },
): Promise<undefined> {
  const { timing } = terms;
  tally.nameInUseSince ??= effects.now();
  const waitedMs = effects.now() - tally.nameInUseSince;
  if (waitedMs > timing.visibilityGraceMs) throw new CopyFailure(nameInUse(problem));
  tally.refusals++;
  const delay = retryDelayMs(timing, { refusals: tally.refusals, random: effects.random() });
  const because = 'The name is in use, and no look shows by which image';
  await pause(effects, tally, { delay, because, problem: nameInUse(problem) });
}

/** Sleeps until another attempt may be made, or fails when the copy's time is over by then. */
async function pause(
  effects: RunEffects,
  { deadline }: Tally,
  { delay, because, problem }: { delay: number; because: string; problem: Problem },
): Promise<void> {
  if (effects.now() + delay <= deadline) {
    await effects.sleep(delay, because);
    // It may have woken late.
    if (effects.now() <= deadline) return;
  }
  throw effects.isCancelled() ? new Cancelled() : new CopyFailure(problem);
}

/** The attempt of the run before the reset may still be under way. */
async function afterReset(
  effects: RunEffects,
  wanted: WantedCopy,
  { runId, tally }: { runId: string; tally: Tally },
): Promise<Copy | undefined> {
  const copy = await settled(effects, wanted, { learnedAt: effects.now(), beganAt: wanted.beganAt, tally });
  tally.clearedRunIds.push(runId);
  return copy;
}

async function afterUnknown(
  effects: RunEffects,
  wanted: WantedCopy,
  { problem, sentAfter, tally }: { problem: Problem | undefined; sentAfter: number; tally: Tally },
): Promise<Copy | undefined> {
  tally.unknownCreates++;
  const copy = await settle(effects, wanted, { learnedAt: effects.now(), sentAfter, problem });
  extend(effects, wanted, tally);
  if (copy) return copy;
  const neverSeen = tally.unknownCreates;
  if (neverSeen < MAX_UNKNOWN_CREATES) return undefined;
  throw new CopyFailure(outcomeUnknown(wanted.destination, { call: problem, neverSeen }));
}

/** Settles a call of a run or an attempt before this one. */
async function settled(
  effects: RunEffects,
  wanted: WantedCopy,
  { tally, ...call }: { learnedAt: number; beganAt: number | undefined; tally: Tally },
): Promise<Copy | undefined> {
  const copy = await settleEarlierCall(effects, wanted, call);
  extend(effects, wanted, tally);
  return copy;
}

/** The copy's time counts anew from the end of a settle: what is sent or found then has all of it before it. */
function extend(effects: RunEffects, { terms }: WantedCopy, tally: Tally): void {
  tally.deadline = Math.max(tally.deadline, effects.now() + terms.copyTimeoutMs);
}

function attemptInput(wanted: WantedCopy, { clearedRunIds, deadline }: Tally): AttemptCopyInput {
  const { source, destination, onNameTaken, terms, originalRunId, knownImageId, suspectImageIds } = wanted;
  const { copyKey, sourceProperties } = terms;
  return {
    source,
    destination,
    copyKey,
    sourceProperties,
    onNameTaken,
    originalRunId,
    clearedRunIds: [...clearedRunIds],
    knownImageId,
    suspectImageIds,
    deadline,
  };
}
