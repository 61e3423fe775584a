// One owner per copy: whether the copy's workflow id is free, and what its last run left behind.
import { activityInfo } from '@temporalio/activity';
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import type { AwaitOwnershipInput } from '../shared/activities';
import type { PreviousRun } from '../shared/copy';
import { ownedByAnotherRun, ownerUnknown } from '../shared/problems';
import { isClosed } from './closed-run';
import { leftByRuns } from './earlier-runs';
import { notYet, permanentFailure } from './failures';

/** Makes the activity: it waits until no run owns the copy. A describe is exact where visibility is seconds late. */
export function createAwaitOwnership(client: Client) {
  return async ({ workflowId, deadline }: AwaitOwnershipInput): Promise<PreviousRun> => {
    const { attempt, currentAttemptScheduledTimestampMs: checkedAt } = activityInfo();
    let owner: string;
    try {
      const look = () => lookAt(client, workflowId, checkedAt);
      const seen = await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, look);
      if (typeof seen !== 'string') return seen;
      owner = seen;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { checkedAt, status: 'NOT_FOUND' };
      if (checkedAt >= deadline) throw permanentFailure(ownerUnknown(workflowId));
      throw error;
    }
    if (checkedAt >= deadline) throw permanentFailure(ownedByAnotherRun(owner));
    throw notYet(`${owner}; waiting for its end`, Math.min(delayMs(attempt), deadline - checkedAt));
  };
}

/** What the last run of the copy left, or which run owns it. */
async function lookAt(client: Client, workflowId: string, checkedAt: number): Promise<PreviousRun | string> {
  const run = await client.workflow.getHandle(workflowId).describe();
  return isClosed(run) ? leftByRuns(client, run, checkedAt) : ownerText(run);
}

/** Names the run that owns the copy, and the distribution that it belongs to. */
function ownerText({ workflowId, runId, status, parentExecution }: WorkflowExecutionDescription): string {
  const parent = parentExecution?.workflowId ? `, a child of ${parentExecution.workflowId}` : '';
  return `Another run owns ${workflowId}: run ${runId}${parent}, which is ${status.name}`;
}

/** Less than the attempt has: a look that hangs is an error of which the deadline may make an end. */
const LOOK_TIMEOUT_MS = 20_000;

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 15_000;

function delayMs(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10), LAST_DELAY_MS);
}
