// Which red ends a run may have in its world: each type needs its own reason, in what really happened.
import { ErrorType } from '../../src/shared/error-types';
import type { Problem } from '../../src/shared/problem';
import type { Entry } from './model-history';
import type { ModelImage } from './model-image';
import type { ModelRegion } from './model-images';
import type { ModelRun } from './model-run';
import { HOUR_MS, LOST, MINUTE_MS } from './settings';
import type { World } from './world';

/** The longest that a protocol waits before it tries again, and an attempt that waits for its worker. */
const LAST_TRY_MS = 3 * MINUTE_MS + 17 * MINUTE_MS;

/** After as many refusals tries are as far apart as this. */
const MANY_TRIES = 600;
const PATIENT_MS = 45 * MINUTE_MS;

/** How a run ends whose activity an operator has failed. */
const BY_HAND: readonly string[] = [ErrorType.Unexpected, ErrorType.CopyOutcomeUnknown];

export function isExplained(run: ModelRun, problem: Problem, world: World): boolean {
  if (run.wasFailedByHand && BY_HAND.includes(problem.type)) return true;
  const explanation = EXPLANATIONS[problem.type];
  return explanation?.(run, factsOf(run, world), problem) ?? false;
}

interface Facts {
  world: World;
  region: ModelRegion;
  entries: readonly Entry[];
  from: number;
  to: number;
  /** The image that its row names. */
  named: string | undefined;
  /** All images of the copy that ever were. */
  images: readonly ModelImage[];
}

type Explanation = (run: ModelRun, facts: Facts, problem: Problem) => boolean;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  [ErrorType.NoPermission]: (_, { region, from, to }) => region.wasOut(from, to),
  [ErrorType.CallFailed]: (run, facts, { code }) => {
    if (code === 'QuotaExceeded.Image') return facts.world.settings.hostility.finallyRefused > 0;
    if (code === 'InvalidImageId.NotFound') return isGone(facts);
    return ranOutOfTime(run, facts) || triedForAnHour(facts);
  },
  [ErrorType.Throttled]: (run, facts) => ranOutOfTime(run, facts) || triedForAnHour(facts),
  [ErrorType.NotSentInTime]: isLate,
  [ErrorType.ListingUnstable]: (run, facts) =>
    facts.world.settings.hostility.pageShifts.length > 0 && (isLate(run, facts) || triedForAnHour(facts)),
  [ErrorType.TemporalUnavailable]: (run, facts) =>
    facts.world.fate.fenceFailure > 0 && (isLate(run, facts) || triedForAnHour(facts)),
  [ErrorType.NameTaken]: (_, facts) => isNameHeld(facts),
  [ErrorType.CopyOutcomeUnknown]: (_, facts) => isOutcomeUnknown(facts),
  [ErrorType.CreateFailed]: (_, { images, named }) => images.find(({ imageId }) => imageId === named)?.fails ?? false,
  [ErrorType.MarkerNotKept]: (_, { world }) => isUnrecognisable(world),
  [ErrorType.NotACopy]: (_, { region, to }) =>
    region.images.some(({ imageId, createdAt }) => imageId.startsWith('m-forged') && createdAt <= to),
  [ErrorType.CopyNotShown]: (run, facts) => isLate(run, facts) && isNeverShown(run, facts),
  [ErrorType.CopyTimedOut]: (run, facts) => isLate(run, facts) && !wasReadyInTime(run, facts),
  [ErrorType.ImageGone]: ({ workflow }, { region }) =>
    region.removed.filter(({ copyKey }) => copyKey === workflow.copyKey).length > 2,
  [ErrorType.Unexpected]: (_, facts) => triedForAnHour(facts),
};

function factsOf(run: ModelRun, world: World): Facts {
  const region = world.cloud.region(run.workflow.regionId);
  const images = [...region.images, ...region.removed].filter(({ copyKey }) => copyKey === run.workflow.copyKey);
  const to = run.closedAt ?? world.time.now();
  const named = run.end?.kind === 'failed' ? run.end.imageId : undefined;
  return { world, region, entries: run.history.entries, from: run.startTime, to, named, images };
}

/** A run that tried to the end of its time in a world that refused everything so often. */
function ranOutOfTime(run: ModelRun, facts: Facts): boolean {
  const { world, to, region, from } = facts;
  const { readFailure, refused } = world.settings.hostility;
  const isHostile = readFailure > 0 || refused > 0 || region.wasOut(from, to) || world.fate.fenceFailure > 0;
  return isHostile && isLate(run, facts);
}

/** Sharing or cancelling whose whole hour went by, in a world in which hardly an attempt can come through. */
function triedForAnHour({ entries, world, region, from, to }: Facts): boolean {
  const { fate, settings } = world;
  const { readFailure, refused, pageShifts } = settings.hostility;
  const isHostile = fate.crash + fate.freeze + fate.lostTask + fate.fenceFailure + readFailure + refused > 0;
  const write = entries.find(({ what, outcome }) => (what === 'share' || what === 'cancel') && 'error' in outcome);
  const isSpent = write !== undefined && write.at - write.startedAt > HOUR_MS - 2 * MINUTE_MS;
  return isSpent && (isHostile || pageShifts.length > 0 || region.wasOut(from, to));
}

function isLate({ deadline }: ModelRun, { to, entries }: Facts): boolean {
  const tries = entries.filter(({ what }) => what === 'attempt').length;
  return to > deadline - LAST_TRY_MS - (tries > MANY_TRIES ? PATIENT_MS : 0);
}

function isGone({ images, to }: Facts): boolean {
  return images.some(({ removedAt }) => removedAt !== undefined && removedAt <= to);
}

/** An image of somebody else's holds the name, or one of ours that cannot be recognised. */
function isNameHeld({ region, world, images, from, to }: Facts): boolean {
  if (region.images.some(({ imageId, createdAt }) => imageId.startsWith('m-foreign') && createdAt <= to)) return true;
  if (isUnrecognisable(world)) return images.length > 0;
  // The second image of one call may be without its description when the first is gone.
  return images.some(
    ({ isDoubled, describedAt }) => isDoubled && describedAt > from && describedAt < to + 3 * MINUTE_MS,
  );
}

function isUnrecognisable({ settings }: World): boolean {
  const { description } = settings.hostility;
  return LOST.includes(description) || description === 'very late';
}

/** Three calls of unknown outcome, an image without a description, or a settle that could not look. */
function isOutcomeUnknown({ entries, region, from, to, world, images }: Facts): boolean {
  const values = entries.map(({ outcome, what }) => ({
    what,
    ...('value' in outcome ? Object(outcome.value) : { threw: true }),
  }));
  const unknown = values.filter(({ what, kind, threw }) => what === 'attempt' && (threw || kind === 'unknown'));
  if (unknown.length >= 3) return true;
  if (values.some(({ what, threw }) => what === 'settle' && threw)) {
    const { crash, freeze, lostTask, lateTask } = world.fate;
    const { readFailure, pageShifts } = world.settings.hostility;
    const canFail = readFailure + crash + freeze + lostTask + lateTask > 0 || pageShifts.length > 0;
    return region.wasOut(from, to) || canFail;
  }
  const isSuspicious = values.filter(({ kind }) => kind === 'unmarked' || kind === 'suspects');
  const suspects: string[] = isSuspicious.flatMap(({ imageIds }) => imageIds);
  return suspects.some((imageId) => {
    const image = images.find((other) => other.imageId === imageId);
    return !image || image.isDoubled || isUnrecognisable(world);
  });
}

/** No read of the wait, which sleeps for as long between two, need have shown it. */
function isNeverShown({ imageId }: ModelRun, { images, entries, to }: Facts): boolean {
  const lastWait = entries.filter(({ what }) => what === 'wait').at(-1);
  const lastRead = (lastWait?.at ?? to) - LAST_TRY_MS;
  const image = images.find((other) => other.imageId === imageId);
  return (
    image !== undefined &&
    image.shownAt > Math.min(lastRead, (image.removedAt ?? Number.POSITIVE_INFINITY) - LAST_TRY_MS)
  );
}

/** It was Available for longer than a wait sleeps while somebody waited, and could be read. */
function wasReadyInTime({ deadline, imageId }: ModelRun, { images, entries, region, world }: Facts): boolean {
  const { crash, freeze, lostTask, lateTask } = world.fate;
  const { readFailure } = world.settings.hostility;
  const isCalm = readFailure + crash + freeze + lostTask + lateTask === 0;
  const image = images.find((other) => other.imageId === imageId);
  const wait = entries.filter(({ what }) => what === 'wait').at(-1);
  if (!isCalm || !wait || !image || image.removedAt || region.wasOut(deadline - 5 * MINUTE_MS, deadline)) return false;
  return Math.max(image.availableAt, wait.startedAt) < deadline - LAST_TRY_MS;
}
