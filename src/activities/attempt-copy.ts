// The activity `attemptCopy`: look, and perhaps one CopyImage. Temporal gives it one attempt, an operator perhaps more.
import { activityInfo } from '@temporalio/activity';
import { attemptCopy } from '../protocol/attempt-copy';
import type { AttemptCopyInput, CopyAttempt } from '../shared/activities';
import { forbiddenRegion, type WritingDependencies } from './allowed';
import { isAwaitedUncancelled } from './fence';
import { fewDuplicates } from './few-duplicates';

/** Makes the activity. */
export function createAttemptCopy({ cloud, reads, client, settings }: WritingDependencies) {
  return async (input: AttemptCopyInput): Promise<CopyAttempt> => {
    const attempt = await attemptCopy(
      {
        reads,
        copyImage: cloud.copyImage,
        isAwaited: () => isAwaitedUncancelled(client),
        now: () => Date.now(),
        runId: activityInfo().workflowExecution?.runId ?? '',
        isRepeated: isRepeated(),
        forbidden: forbiddenRegion(settings, input.destination.regionId),
      },
      input,
    );
    return attempt.kind === 'copy' ? { ...attempt, copy: fewDuplicates(attempt.copy) } : attempt;
  };
}

/** An operator may raise the number of attempts, or reset the activity, which counts from 1 again but later. */
function isRepeated(): boolean {
  const { attempt, currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activityInfo();
  return attempt > 1 || currentAttemptScheduledTimestampMs > scheduledTimestampMs;
}
