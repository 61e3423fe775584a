// The activity `attemptCopy`: look, and perhaps one CopyImage. Temporal gives it one attempt, an operator perhaps more.
import { activityInfo } from '@temporalio/activity';
import { attemptCopy } from '../protocol/attempt-copy';
import type { AttemptCopyInput, CopyAttempt } from '../shared/activities';
import { wrongCopyKey } from '../shared/problems';
import { forbiddenAccounts, forbiddenRegion, type WritingDependencies } from './allowed';
import { copyKey } from './copy-key';
import { isAwaitedUncancelled } from './fence';

/** Makes the activity. */
export function createAttemptCopy({ cloud, reads, client, settings }: WritingDependencies) {
  return async (input: AttemptCopyInput): Promise<CopyAttempt> => {
    const { source, destination } = input;
    // Another key would adopt another copy's image, or make one that nobody recognises.
    if (input.copyKey !== copyKey(source, destination)) {
      return {
        kind: 'not-applied',
        refusal: { problem: wrongCopyKey(destination), retryable: false, isConflict: false },
      };
    }
    return attemptCopy(
      {
        reads,
        copyImage: cloud.copyImage,
        isAwaited: () => isAwaitedUncancelled(client),
        scheduledAt: activityInfo().currentAttemptScheduledTimestampMs,
        runId: activityInfo().workflowExecution?.runId ?? '',
        isRepeated: isRepeated(),
        forbidden:
          forbiddenRegion(settings, destination.regionId) ?? forbiddenAccounts(settings, destination.shareWith),
      },
      input,
    );
  };
}

/** An operator may raise the number of attempts, or reset the activity, which counts from 1 again but later. */
function isRepeated(): boolean {
  const { attempt, currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activityInfo();
  return attempt > 1 || currentAttemptScheduledTimestampMs > scheduledTimestampMs;
}
