// The last run of the own workflow id, for a copy that was started by hand or so late that what its parent saw is stale.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { leftBehind } from './await-copy-id';

/** The activity `findPreviousRun`: visibility is all that knows earlier runs of the own id, and it is seconds late. */
export function createFindPreviousRun(client: Client) {
  return async function findPreviousRun(): Promise<PreviousRun> {
    const { workflowExecution, currentAttemptScheduledTimestampMs: checkedAt } = activityInfo();
    if (!workflowExecution) return { checkedAt, status: 'UNKNOWN' };
    const { workflowId, runId } = workflowExecution;
    const query = `WorkflowId = "${workflowId.replaceAll('"', '\\"')}"`;
    let latest: PreviousRun | undefined;
    for await (const run of client.workflow.list({ query })) {
      if (run.runId === runId) continue;
      const left =
        run.status.name === 'RUNNING' ? ({ checkedAt, status: 'UNKNOWN' } as const) : leftBehind(run, checkedAt);
      if (left.status === 'UNKNOWN') return left;
      if ((left.closeTime ?? 0) >= (latest?.closeTime ?? 0)) latest = left;
    }
    return latest ?? { checkedAt, status: 'NOT_FOUND' };
  };
}
