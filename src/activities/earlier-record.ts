// The record of a copy where its last run may not have kept all of it: one that was ended before its first workflow task, or
// that began with a reset to before it had it.
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
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
  // Whoever starts a run may set its attributes: only of one that took over they are a record.
  const taken = hasTakenOver(run) ? [run] : [];
  // Newest first, as visibility gives them.
  for await (const { runId } of client.workflow.list({ query: workflowIdQuery(run.workflowId) })) {
    if (runId === run.runId) continue;
    const earlier = await describeKept(client, run.workflowId, runId);
    if (!earlier || !hasTakenOver(earlier)) continue;
    taken.push(earlier);
    if (hasKeptAll(earlier)) break;
  }
  const records = taken.map(recordOf);
  const [imageId, ...others] = new Set(records.flatMap((record) => record.imageId ?? []));
  // Each was the copy once: one without a marker may be it still.
  const suspects = new Set([...others, ...records.flatMap((record) => record.suspectImageIds ?? [])]);
  return { ...left, imageId, suspectImageIds: suspects.size > 0 ? [...suspects] : undefined };
}

/** Undefined for a run that Temporal has forgotten since it was listed: that is not a copy without any run. */
async function describeKept(client: Client, workflowId: string, runId: string) {
  try {
    return await client.workflow.getHandle(workflowId, runId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function hasKeptAll(run: WorkflowExecutionDescription): boolean {
  return hasTakenOver(run) && !wasReset(run);
}
