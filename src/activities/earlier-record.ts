// The record of a copy when its last run was ended before it could keep it: before its first workflow task.
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { hasTakenOver, leftByRun, recordOf } from './closed-run';
import { workflowIdQuery } from './workflow-id-query';

/** What a closed run left behind, with the record of the last run before it that had one, where it has none itself. */
export async function leftWithRecord(
  client: Client,
  run: WorkflowExecutionDescription,
  checkedAt: number,
): Promise<PreviousRun> {
  const left = leftByRun(run, checkedAt);
  if (hasTakenOver(run) || left.imageId !== undefined || left.suspectImageIds) return left;
  // Newest first, as visibility gives them.
  for await (const earlier of client.workflow.list({ query: workflowIdQuery(run.workflowId) })) {
    if (earlier.runId !== run.runId && hasTakenOver(earlier)) return { ...left, ...recordOf(earlier) };
  }
  return left;
}
