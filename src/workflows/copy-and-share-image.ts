// The workflow of one destination: ensure the copy, wait until it is Available, share it, read back.
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  sleep,
  upsertMemo,
} from '@temporalio/workflow';
import type { CopyAndShareImageInput, FoundCopy } from '../shared/copy';
import type { DestinationResult, OnCancel } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { RESULT_MEMO } from '../shared/workflow-types';
import { applicationCause, isCancelled, ranOutOfTime, reasonOf } from './activity-failure';
import { attemptActivity, settleActivity, waitActivity, writeActivities } from './activity-options';
import type { CopyEffects, WantedCopy } from './copy-effects';
import { CopyProgress } from './copy-progress';
import { copyNotShown, copyTimedOut, DestinationFailure } from './destination-failure';
import { ensureCopy } from './ensure-copy';
import { prepareCopy } from './prepare-copy';

/** After an image was deleted this often during its copy, somebody does not want it. */
const MAX_GONE = 2;

const SEEN_BY_THE_WAIT: string[] = [ErrorType.CreateFailed, ErrorType.ImageGone, ErrorType.MarkerNotKept];

/** The protocol's effects on activities. What writes, or looks for what was written, goes on when the run is cancelled. */
function activityEffects({ destination, plan, deadline }: WantedCopy, progress: CopyProgress): CopyEffects {
  const { timing } = plan;
  const { regionId } = destination;
  const run = CancellationScope.current();
  return {
    attemptCopy(input) {
      progress.copying();
      const summary = `Look for the copy in ${regionId}, else CopyImage`;
      return CancellationScope.nonCancellable(() => attemptActivity(timing, summary).attemptCopy(input));
    },
    awaitCopy(input) {
      progress.settling(input.until);
      const end = Math.max(deadline, input.until + timing.settleWindowMs);
      const summary = `Settle: did CopyImage to ${regionId} take effect?`;
      const activity = settleActivity(timing, end - Date.now(), summary);
      return CancellationScope.nonCancellable(() => activity.awaitCopy(input));
    },
    sleep: (milliseconds) => sleep(milliseconds, { summary: `Before the next attempt in ${regionId}` }),
    throwIfCancelled() {
      if (run.consideredCancelled) throw new CancelledFailure('Cancelled before a copy was made');
    },
    now: () => Date.now(),
    random: () => Math.random(),
  };
}

async function awaitAvailable({ destination, plan, deadline }: WantedCopy, copy: FoundCopy): Promise<void> {
  const { regionId } = destination;
  const { imageId, foreign } = copy;
  const { timing, copyKey } = plan;
  const summary = `Wait until ${imageId} in ${regionId} is Available`;
  try {
    const activity = waitActivity(timing, deadline - Date.now(), summary);
    await activity.awaitImage({ regionId, imageId, timing, ...(!foreign && { copyKey }) });
  } catch (error) {
    if (isCancelled(error) || !(error instanceof ActivityFailure)) throw error;
    if (!ranOutOfTime(error)) throw reasonOf(error, imageId);
    const last = applicationCause(error);
    const [progress] = (last?.details ?? []) as { seen?: boolean }[];
    if (progress?.seen === false) throw copyNotShown(destination, imageId);
    throw copyTimedOut(destination, imageId, last?.message ?? 'no read was answered');
  }
}

/** A copy that is left has to be visible before its run ends: the next run's look must find it. */
async function awaitVisible(wanted: WantedCopy, progress: CopyProgress): Promise<void> {
  const { destination, plan } = wanted;
  const { copyKey, timing } = plan;
  const now = Date.now();
  const until = now + timing.settleWindowMs;
  const { awaitCopy } = activityEffects(wanted, progress);
  await awaitCopy({ destination, copyKey, startedAt: now, until, createdAfter: now, timing }).catch(() => undefined);
}

/** Whether the wait ended with the image seen for what it is, or gone after it was seen. */
function sawTheEnd({ failure }: DestinationFailure): boolean {
  return SEEN_BY_THE_WAIT.includes(failure.type);
}

/** The copy, Available. One that somebody deletes meanwhile is ensured again, but not for ever. */
async function availableCopy(wanted: WantedCopy, progress: CopyProgress): Promise<FoundCopy> {
  for (let gone = 0; ; gone++) {
    const { knownImageId, interruptedAt, ...again } = wanted;
    const copy = await ensureCopy(activityEffects(wanted, progress), gone === 0 ? wanted : again);
    progress.waiting(copy);
    try {
      await awaitAvailable(wanted, copy);
      return copy;
    } catch (error) {
      if (!(error instanceof DestinationFailure)) throw error;
      if (copy.madeByThisRun && !sawTheEnd(error)) await awaitVisible(wanted, progress);
      if (error.failure.type !== ErrorType.ImageGone || gone >= MAX_GONE) throw error;
    }
  }
}

async function share({ destination, plan }: WantedCopy, { imageId }: FoundCopy, progress: CopyProgress): Promise<void> {
  const { regionId, shareWith } = destination;
  const { timing, copyKey } = plan;
  progress.sharingBegins();
  const { shareImage } = writeActivities(timing, `Share ${imageId} with ${shareWith.length} accounts and read back`);
  try {
    const sharing = () => shareImage({ regionId, imageId, shareWith, copyKey, timing });
    progress.shared(await CancellationScope.nonCancellable(sharing));
  } catch (error) {
    throw error instanceof ActivityFailure ? reasonOf(error, imageId) : error;
  }
}

async function cancelCopy(wanted: WantedCopy, imageId: string, progress: CopyProgress) {
  const { regionId } = wanted.destination;
  const { timing } = wanted.plan;
  progress.cancelling();
  try {
    const activity = writeActivities(timing, `CancelCopyImage ${imageId}`);
    const { left } = await activity.cancelCopy({ regionId, imageId, timing });
    return progress.result('cancelled', left === 'gone' ? undefined : imageId);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await awaitVisible(wanted, progress);
    return progress.result('cancelled', imageId, reasonOf(error).failure);
  }
}

/** Undoes what a cancelled run has in flight, and nothing else. Gives the row for the memo. */
async function endCancelled(wanted: WantedCopy, onCancel: OnCancel | undefined, progress: CopyProgress) {
  const { copy } = progress;
  if (copy?.madeByThisRun && onCancel !== 'keep') return cancelCopy(wanted, copy.imageId, progress);
  if (copy?.madeByThisRun) await awaitVisible(wanted, progress);
  return progress.result('cancelled', copy?.imageId);
}

/** One copy of one image, shared: see `CopyAndShareImageInput`. Fails with the row of the result as `details[0]`. */
export async function copyAndShareImage(input: CopyAndShareImageInput): Promise<DestinationResult> {
  const wanted = await prepareCopy(input);
  const progress = new CopyProgress(input);
  try {
    const copy = await availableCopy(wanted, progress);
    await share(wanted, copy, progress);
    return progress.result(copy.madeByThisRun ? 'copied' : 'adopted', copy.imageId);
  } catch (error) {
    if (isCancelled(error)) {
      const row = await CancellationScope.nonCancellable(() => endCancelled(wanted, input.onCancel, progress));
      upsertMemo({ [RESULT_MEMO]: row });
      throw isCancellation(error) ? error : new CancelledFailure('Cancelled');
    }
    if (!(error instanceof DestinationFailure)) throw error;
    const row = progress.result('failed', error.imageId ?? progress.copy?.imageId, error.failure);
    throw ApplicationFailure.nonRetryable(error.message, error.failure.type, row);
  }
}
