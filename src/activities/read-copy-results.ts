// The rows of cancelled copies: a cancelled run keeps no result and no failure details, so it leaves its row in its memo.
import type { Client } from '@temporalio/client';
import type { CopyRun } from '../shared/activities';
import type { DestinationResult } from '../shared/distribution';
import { RESULT_MEMO } from '../shared/workflow-types';
import { describeKept } from './describe-kept';

/** Makes the activity: one row, or null where the run left none, for each run in the same order. */
export function createReadCopyResults(client: Client) {
  return async (runs: CopyRun[]): Promise<(DestinationResult | null)[]> =>
    Promise.all(
      runs.map(async ({ workflowId, runId }) => {
        const run = await describeKept(client, workflowId, runId);
        return (run?.memo?.[RESULT_MEMO] as DestinationResult | undefined) ?? null;
      }),
    );
}
