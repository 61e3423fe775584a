// The last run of the own workflow id, for a copy that was started by hand or so late that what its parent saw is stale.
import { activityInfo } from '@temporalio/activity';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { isClosed } from './closed-run';
import { leftByRuns } from './earlier-runs';
import { notYet } from './failures';
import { workflowIdQuery } from './workflow-id-query';

/** Visibility that is away for longer is not waited for: then nothing sure is known, and the copy settles first. */
const DEADLINE_MS = 3 * 60_000;

const BEHIND_DELAY_MS = 1_000;

/** Makes the activity: visibility is all that knows earlier runs of the own id, and it is seconds late. */
export function createFindPreviousRun(client: Client) {
  return async (): Promise<PreviousRun> => {
    const { currentAttemptScheduledTimestampMs: checkedAt, scheduledTimestampMs } = activityInfo();
    // A call may have been sent at any time.
    if (checkedAt - scheduledTimestampMs >= DEADLINE_MS) return { checkedAt, status: 'UNKNOWN', startTime: 0 };
    const latest = await latestRun(client, checkedAt);
    // No other run of the id can be open beside this one: visibility is behind.
    if (!latest) throw notYet('Visibility shows an earlier run as open still', BEHIND_DELAY_MS);
    return latest;
  };
}

/** Undefined while visibility shows another run of the id as open. */
async function latestRun(client: Client, checkedAt: number): Promise<PreviousRun | undefined> {
  const { workflowExecution } = activityInfo();
  if (!workflowExecution) return undefined;
  const { workflowId, runId } = workflowExecution;
  let latest: WorkflowExecutionInfo | undefined;
  for await (const run of client.workflow.list({ query: workflowIdQuery(workflowId) })) {
    if (run.runId === runId) continue;
    if (!isClosed(run)) return undefined;
    if (!latest || closedAt(run) >= closedAt(latest)) latest = run;
  }
  if (!latest) return { checkedAt, status: 'NOT_FOUND' };
  // A list does not tell whether a run began with a reset.
  return leftByRuns(client, await client.workflow.getHandle(workflowId, latest.runId).describe(), checkedAt);
}

function closedAt({ closeTime }: WorkflowExecutionInfo): number {
  return closeTime?.getTime() ?? 0;
}
