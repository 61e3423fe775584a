// The fence: whether an activity's run still waits for it, asked of the Temporal server right before a write.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';

/** False when the run is closed or the server has given up on this activity attempt. Throws when it cannot be asked. */
export async function isAwaited(client: Client): Promise<boolean> {
  return (await askOf(client)).isAwaited;
}

/** False, too, once somebody has asked the run to end: what is shared or undone goes on then, a new copy is not begun. */
export async function isAwaitedUncancelled(client: Client): Promise<boolean> {
  const { isAwaited, isCancelRequested } = await askOf(client);
  return isAwaited && !isCancelRequested;
}

async function askOf(client: Client): Promise<{ isAwaited: boolean; isCancelRequested: boolean }> {
  const { workflowExecution, activityId, attempt } = activityInfo();
  if (!workflowExecution) return { isAwaited: false, isCancelRequested: false };
  const run = client.workflow.getHandle(workflowExecution.workflowId, workflowExecution.runId);
  const { status, raw } = await run.describe();
  const isPending = (raw.pendingActivities ?? []).some(
    (pending) => pending.activityId === activityId && pending.attempt === attempt,
  );
  return {
    // A closed run goes on listing its activities as pending.
    isAwaited: status.name === 'RUNNING' && isPending,
    isCancelRequested: raw.workflowExtendedInfo?.cancelRequested ?? false,
  };
}
