// The closed runs of a copy, as far back as any of them may have left something: a run that was interrupted, or that ended
// before it took over, leaves to the next one what it inherited.
import type { Client, WorkflowExecutionDescription, WorkflowExecutionInfo } from '@temporalio/client';
import { type ClosedRun, leftBehind, owesNothing } from '../protocol/previous-run';
import type { PreviousRun } from '../shared/copy';
import { closedRun, hasPhase, isClosed } from './closed-run';
import { describeKept } from './describe-kept';
import { workflowIdQuery } from './workflow-id-query';

/** Each is a call to Temporal, and an attempt has time for so many. */
const MOST_RUNS = 100;

/** What a closed run left behind, with what the runs before it left to it; checked at `checkedAt` (ms since the epoch). */
export async function leftByRuns(
  client: Client,
  last: WorkflowExecutionDescription,
  checkedAt: number,
): Promise<PreviousRun> {
  const runs: [ClosedRun, ...ClosedRun[]] = [closedRun(last)];
  if (owesNothing(runs[0])) return leftBehind(runs, checkedAt);
  // Newest first, as visibility gives them.
  for await (const listed of client.workflow.list({ query: workflowIdQuery(last.workflowId) })) {
    if (listed.runId === last.runId || hasSentNothing(listed)) continue;
    // A call of theirs may be of any age.
    if (runs.length === MOST_RUNS) return { ...leftBehind(runs, checkedAt), startTime: 0 };
    const earlier = await describeKept(client, last.workflowId, listed.runId);
    // The run that asks is under way itself.
    if (!earlier || !isClosed(earlier)) continue;
    const run = closedRun(earlier);
    runs.push(run);
    if (owesNothing(run)) break;
  }
  return leftBehind(runs, checkedAt);
}

/** A run that ended without a phase did not take over; what is listed as closed is listed with its last attributes. */
function hasSentNothing(listed: WorkflowExecutionInfo): boolean {
  return isClosed(listed) && !hasPhase(listed);
}
