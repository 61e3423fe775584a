// The fence: whether an activity's run still waits for it, asked of the Temporal server right before a write.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';

/** False when the run is closed or the server has given up on this activity attempt. Throws when it cannot be asked. */
export async function isAwaited(client: Client): Promise<boolean> {
  const { workflowExecution, activityId, attempt } = activityInfo();
  if (!workflowExecution) return false;
  const run = client.workflow.getHandle(workflowExecution.workflowId, workflowExecution.runId);
  const { status, raw } = await run.describe();
  // A closed run goes on listing its activities as pending.
  if (status.name !== 'RUNNING') return false;
  return (raw.pendingActivities ?? []).some(
    (pending) => pending.activityId === activityId && pending.attempt === attempt,
  );
}
