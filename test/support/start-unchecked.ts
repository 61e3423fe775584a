// Starting a distribution as anyone can who does not use our client: by hand, from the web UI, with another SDK.
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { type DistributionHandle, ImageDistributor, TASK_QUEUE, WorkflowType } from '../../src/client';

/** The run, whose input nobody has checked. */
export async function startUnchecked(client: Client, input: unknown): Promise<DistributionHandle> {
  const workflowId = `unchecked-${randomUUID()}`;
  await client.workflow.start(WorkflowType.distributeImage, { workflowId, taskQueue: TASK_QUEUE, args: [input] });
  return new ImageDistributor(client).get(workflowId);
}
