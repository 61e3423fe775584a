// The activity `attemptCopy`: look, and perhaps one CopyImage. Temporal gives it one attempt, an operator perhaps more.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { attemptCopy } from '../protocol/attempt-copy';
import type { ImageReads } from '../protocol/cloud';
import type { AttemptCopyInput, CopyAttempt } from '../shared/activities';
import type { CloudCalls } from './cloud';
import { isAwaitedUncancelled } from './fence';

/** Makes the activity. */
export function createAttemptCopy({ cloud, reads, client }: { cloud: CloudCalls; reads: ImageReads; client: Client }) {
  return (input: AttemptCopyInput): Promise<CopyAttempt> =>
    attemptCopy(
      {
        reads,
        copyImage: cloud.copyImage,
        isAwaited: () => isAwaitedUncancelled(client),
        now: () => Date.now(),
        runId: activityInfo().workflowExecution?.runId ?? '',
        isRepeated: isRepeated(),
      },
      input,
    );
}

/** An operator may raise the number of attempts, or reset the activity, which counts from 1 again but later. */
function isRepeated(): boolean {
  const { attempt, currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activityInfo();
  return attempt > 1 || currentAttemptScheduledTimestampMs > scheduledTimestampMs;
}
