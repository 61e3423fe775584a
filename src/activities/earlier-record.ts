// The record of a copy where its last run may not have kept all of it: one that was ended before its first workflow task, or
// that began with a reset to before it had it.
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { PreviousRun } from '../shared/copy';
import { hasTakenOver, leftByRun, recordOf, wasReset } from './closed-run';
import { workflowIdQuery } from './workflow-id-query';

/** What a closed run left behind, with what the runs before it recorded, back to one that kept all of it. */
export async function leftWithRecord(
  client: Client,
  run: WorkflowExecutionDescription,
  checkedAt: number,
): Promise<PreviousRun> {
  const left = leftByRun(run, checkedAt);
  if (hasKeptAll(run)) return left;
  const records = [recordOf(run)];
  // Newest first, as visibility gives them.
  for await (const { runId } of client.workflow.list({ query: workflowIdQuery(run.workflowId) })) {
    if (runId === run.runId) continue;
    const earlier = await client.workflow.getHandle(run.workflowId, runId).describe();
    records.push(recordOf(earlier));
    if (hasKeptAll(earlier)) break;
  }
  const [imageId, ...others] = new Set(records.flatMap((record) => record.imageId ?? []));
  // Each was the copy once: one without a marker may be it still.
  const suspects = new Set([...others, ...records.flatMap((record) => record.suspectImageIds ?? [])]);
  return { ...left, imageId, suspectImageIds: suspects.size > 0 ? [...suspects] : undefined };
}

function hasKeptAll(run: WorkflowExecutionDescription): boolean {
  return hasTakenOver(run) && !wasReset(run);
}
