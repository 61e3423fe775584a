// The last run of the own workflow id, for a copy that was started by hand or so late that what its parent saw is stale.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { previousRunOf } from './closed-run';

/** Makes the activity: visibility is all that knows earlier runs of the own id, and it is seconds late. */
export function createFindPreviousRun(client: Client) {
  return async (): Promise<PreviousRun> => {
    const { workflowExecution, currentAttemptScheduledTimestampMs: checkedAt } = activityInfo();
    const unknown: PreviousRun = { checkedAt, status: 'UNKNOWN' };
    if (!workflowExecution) return unknown;
    const { workflowId, runId } = workflowExecution;
    const query = `WorkflowId = "${workflowId.replaceAll('"', '\\"')}"`;
    let latest: PreviousRun | undefined;
    for await (const run of client.workflow.list({ query })) {
      if (run.runId === runId) continue;
      if (run.status.name === 'RUNNING') return unknown;
      const left = previousRunOf(run, checkedAt);
      if ((left.closeTime ?? 0) >= (latest?.closeTime ?? 0)) latest = left;
    }
    return latest ?? { checkedAt, status: 'NOT_FOUND' };
  };
}
