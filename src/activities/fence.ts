// The fence: whether an activity's run still waits for it, asked of the Temporal server right before a write.
import { activityInfo } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';

/** False when the run is closed or the server has given up on this activity attempt. Throws when it cannot be asked. */
export async function isAwaited(client: Client): Promise<boolean> {
  return (await askOf(client)).isAwaited;
}

/** False, too, once somebody has asked the run to end: what is shared or undone goes on then, a new copy is not begun. */
export async function isAwaitedUncancelled(client: Client): Promise<boolean> {
  const { isAwaited, isCancelRequested, parent } = await askOf(client);
  return isAwaited && !isCancelRequested && !(await isCancelled(client, parent));
}

/** A distribution that is cancelled hands it on to its copies only with its next workflow task. */
async function isCancelled(client: Client, parent: RunRef | undefined): Promise<boolean> {
  if (!parent?.workflowId) return false;
  try {
    const { raw } = await client.workflow.getHandle(parent.workflowId, parent.runId ?? undefined).describe();
    return raw.workflowExtendedInfo?.cancelRequested ?? false;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

interface RunRef {
  workflowId?: string | null | undefined;
  runId?: string | null | undefined;
}

interface Answer {
  isAwaited: boolean;
  isCancelRequested: boolean;
  parent?: RunRef | undefined;
}

async function askOf(client: Client): Promise<Answer> {
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
    parent: raw.workflowExecutionInfo?.parentExecution ?? undefined,
  };
}
