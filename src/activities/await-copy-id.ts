// One owner per copy: whether the copy's workflow id is free, and what its last run left behind.
import { activityInfo } from '@temporalio/activity';
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';
import { notYet } from './failures';

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 15_000;

/** What a closed run leaves: one that ended by itself finished its settle, one that was interrupted may not have. */
export function leftBehind(
  {
    status,
    closeTime,
    typedSearchAttributes,
  }: Pick<WorkflowExecutionDescription, 'status' | 'closeTime' | 'typedSearchAttributes'>,
  checkedAt: number,
): PreviousRun {
  // A run without a phase was refused before it came to the settle that it may have inherited.
  const isInterrupted =
    status.name === 'TERMINATED' || status.name === 'TIMED_OUT' || !typedSearchAttributes.get(phaseAttribute);
  const imageId = typedSearchAttributes.get(imageIdAttribute);
  return {
    checkedAt,
    status: isInterrupted ? 'INTERRUPTED' : 'ENDED',
    ...(closeTime && { closeTime: closeTime.getTime() }),
    ...(imageId !== undefined && { imageId }),
  };
}

/** The activity `awaitCopyId`: waits until no run owns the copy. A describe is exact where visibility is seconds late. */
export function createAwaitCopyId(client: Client) {
  return async function awaitCopyId({ workflowId }: { workflowId: string }): Promise<PreviousRun> {
    const { attempt, currentAttemptScheduledTimestampMs: checkedAt } = activityInfo();
    try {
      const run = await client.workflow.getHandle(workflowId).describe();
      if (run.status.name !== 'RUNNING') return leftBehind(run, checkedAt);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { checkedAt, status: 'NOT_FOUND' };
      throw error;
    }
    const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 10), LAST_DELAY_MS);
    throw notYet(`Another run owns ${workflowId}; waiting for its end`, delay);
  };
}
