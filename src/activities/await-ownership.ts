// One owner per copy: whether the copy's workflow id is free, and what its last run left behind.
import { activityInfo } from '@temporalio/activity';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { previousRunOf } from './closed-run';
import { notYet } from './failures';

/** Makes the activity: it waits until no run owns the copy. A describe is exact where visibility is seconds late. */
export function createAwaitOwnership(client: Client) {
  return async ({ workflowId }: { workflowId: string }): Promise<PreviousRun> => {
    const { attempt, currentAttemptScheduledTimestampMs: checkedAt } = activityInfo();
    try {
      const run = await client.workflow.getHandle(workflowId).describe();
      if (run.status.name !== 'RUNNING') return previousRunOf(run, checkedAt);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { checkedAt, status: 'NOT_FOUND' };
      throw error;
    }
    throw notYet(`Another run owns ${workflowId}; waiting for its end`, delayMs(attempt));
  };
}

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 15_000;

function delayMs(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10), LAST_DELAY_MS);
}
