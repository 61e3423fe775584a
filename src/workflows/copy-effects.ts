// The protocol's effects on activities and timers. Which of them is called is the phase: the progress is told here.
import { ActivityFailure, CancellationScope, sleep } from '@temporalio/workflow';
import { Cancelled, CopyFailure, type RunEffects, type WaitEnd, type WantedCopy } from '../protocol/run-effects';
import { isShareMemory, sharedSoFar } from '../protocol/share-memory';
import { waitInput } from '../protocol/wait-input';
import type { AttemptCopyInput, SettleInput } from '../shared/activities';
import type { Copy, ImageAt } from '../shared/copy';
import type { Problem } from '../shared/problem';
import { copyNotShown, copyTimedOut } from '../shared/problems';
import type { WaitProgress } from '../shared/wait-progress';
import { applicationCause, isCancelled, learnedIn, problemOf, ranOutOfTime } from './activity-failure';
import { attemptActivity, settleActivity, waitActivity, writeActivities } from './activity-options';
import type { CopyProgress } from './copy-progress';

/** The effects of this run. What writes, or looks for what was written, goes on when the run is cancelled. */
export function copyEffects(wanted: WantedCopy, progress: CopyProgress): RunEffects {
  const run = CancellationScope.current();
  return {
    attempt(input) {
      progress.copying();
      return CancellationScope.nonCancellable(() => attempt(wanted, input));
    },
    settle(input) {
      progress.settling(input.until);
      return CancellationScope.nonCancellable(() => settle(wanted, input));
    },
    awaitAvailable(copy, deadline) {
      progress.waiting(copy);
      return awaitAvailable({ ...wanted, deadline }, copy);
    },
    share(copy) {
      progress.sharing();
      return CancellationScope.nonCancellable(() => share(wanted, copy));
    },
    cancelCopy(copy) {
      progress.cancelling();
      return CancellationScope.nonCancellable(() => cancelCopy(wanted, copy));
    },
    async sleep(milliseconds, because) {
      await sleep(milliseconds, { summary: because }).catch(asCancelled);
    },
    isCancelled: () => run.consideredCancelled,
    now: () => Date.now(),
    random: () => Math.random(),
  };
}

function attempt({ destination, terms }: WantedCopy, input: AttemptCopyInput) {
  const summary = `Look for the copy in ${destination.regionId}, else CopyImage`;
  return attemptActivity(terms.timing, summary)
    .attemptCopy(input)
    .catch((error) => asCopyFailure(error));
}

function settle({ destination, terms, deadline }: WantedCopy, input: SettleInput) {
  const end = Math.max(deadline, input.until + terms.timing.settleWindowMs);
  const summary = `Settle: did CopyImage to ${destination.regionId} take effect?`;
  return settleActivity(terms.timing, end - Date.now(), summary)
    .settleCopy(input)
    .catch((error) => asCopyFailure(error));
}

async function awaitAvailable(wanted: WantedCopy, copy: Copy): Promise<WaitEnd> {
  const { deadline, terms } = wanted;
  const { regionId } = wanted.destination;
  const { imageId } = copy;
  const summary = `Wait until ${imageId} in ${regionId} is Available`;
  try {
    const activity = waitActivity(terms.timing, deadline - Date.now(), summary);
    await activity.awaitAvailable(waitInput(wanted, copy));
    return { kind: 'available' };
  } catch (error) {
    if (isCancelled(error)) throw new Cancelled();
    if (!(error instanceof ActivityFailure)) throw error;
    const isLate = ranOutOfTime(error);
    return { kind: 'failed', problem: isLate ? outOfTime({ regionId, imageId }, error) : problemOf(error) };
  }
}

/** The wait was over before the copy was. */
function outOfTime(image: ImageAt, error: ActivityFailure): Problem {
  const last = applicationCause(error);
  const progress = learnedIn(error, isProgress);
  if (progress?.seen === false) return copyNotShown(image);
  return copyTimedOut(image, last?.message ?? (progress ? textOf(progress) : 'no read was answered'));
}

function isProgress(details: unknown): details is WaitProgress {
  return typeof details === 'object' && details !== null && 'seen' in details;
}

function textOf({ status = 'not visible', percent }: WaitProgress): string {
  return percent === undefined ? status : `${status} ${percent}%`;
}

async function share({ destination, terms }: WantedCopy, { imageId }: Copy) {
  const { regionId, shareWith } = destination;
  const { timing, copyKey } = terms;
  const activity = writeActivities(timing, `Share ${imageId} with ${shareWith.length} accounts and read back`);
  try {
    return await activity.shareImage({ regionId, imageId, shareWith, copyKey, timing });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const learned = learnedIn(error, isShareMemory);
    throw new CopyFailure(problemOf(error), imageId, { shared: learned && sharedSoFar(learned) });
  }
}

async function cancelCopy({ destination, terms }: WantedCopy, { imageId }: Copy) {
  const { regionId } = destination;
  const activity = writeActivities(terms.timing, `CancelCopyImage ${imageId}`);
  try {
    const { left } = await activity.cancelCopy({ regionId, imageId, timing: terms.timing });
    return left === 'gone' ? 'gone' : 'finished';
  } catch (error) {
    return asCopyFailure(error, imageId);
  }
}

function asCopyFailure(error: unknown, imageId?: string): never {
  throw error instanceof ActivityFailure ? new CopyFailure(problemOf(error), imageId) : error;
}

function asCancelled(error: unknown): never {
  throw isCancelled(error) ? new Cancelled() : error;
}
