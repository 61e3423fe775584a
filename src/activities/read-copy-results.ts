// The rows of cancelled copies: a cancelled run keeps no result and no failure details, so it leaves its row in its memo.
import type { Client } from '@temporalio/client';
import type { DestinationResult } from '../shared/distribution';
import { RESULT_MEMO } from '../shared/workflow-types';

/** A run of a copy. */
export interface CopyRun {
  workflowId: string;
  runId: string;
}

/** The activity `readCopyResults`: one row, or null where the run left none, for each run in the same order. */
export function createReadCopyResults(client: Client) {
  async function readRow({ workflowId, runId }: CopyRun): Promise<DestinationResult | null> {
    const { memo } = await client.workflow.getHandle(workflowId, runId).describe();
    return (memo?.[RESULT_MEMO] as DestinationResult | undefined) ?? null;
  }

  return async function readCopyResults(runs: CopyRun[]): Promise<(DestinationResult | null)[]> {
    return Promise.all(runs.map(readRow));
  };
}
