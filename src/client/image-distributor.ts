// The door to distributions: starts them, finds them, plans them.
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { DistributeImageInput, DistributionResult } from '../shared/distribution';
import { distributionWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../shared/ids';
import type { DistributionForecast } from '../shared/plan';
import { sourceImageAttribute } from '../shared/search-attributes';
import { TASK_QUEUE } from '../shared/task-queues';
import { REQUEST_HASH_MEMO, WorkflowType } from '../shared/workflow-types';
import { DistributionHandle } from './distribution-handle';
import { InvalidInputError, RequestIdConflictError } from './errors';
import { requestHash } from './request-hash';
import { staticDetails, staticSummary } from './run-details';

type Distribute = (input: DistributeImageInput) => Promise<DistributionResult>;
type Plan = (input: DistributeImageInput) => Promise<DistributionForecast>;

/** How a distribution is started. */
export interface StartOptions {
  /** The caller's own id of the request, so that a start may be repeated; without it, the hash of the input. */
  requestId?: string | undefined;
}

/** An image id that cannot be in a workflow id is the run's to refuse. */
function workflowIdOf(input: DistributeImageInput, request: string): string {
  const imageId = String(input.source?.imageId ?? '').replaceAll('/', '_');
  const workflowId = distributionWorkflowId(imageId, request);
  if (request.includes('/') || request === '' || Buffer.byteLength(workflowId) > MAX_WORKFLOW_ID_BYTES) {
    throw new InvalidInputError(
      `requestId: must not be empty, contain "/", or make the workflow id longer than ${MAX_WORKFLOW_ID_BYTES} bytes`,
    );
  }
  return workflowId;
}

/** Starts and finds distributions. Needs Temporal only: the cloud's credentials are the worker's. */
export class ImageDistributor {
  constructor(private readonly client: Client) {}

  /**
   * Starts a distribution, or attaches to the run of the same request that is under way; a request whose run has
   * ended is run again, which repairs. Throws `RequestIdConflictError` when the run under way has other input.
   */
  async start(input: DistributeImageInput, { requestId }: StartOptions = {}): Promise<DistributionHandle> {
    const hash = requestHash(input);
    const workflowId = workflowIdOf(input, requestId ?? hash);
    const { firstExecutionRunId } = await this.client.workflow.start<Distribute>(WorkflowType.distributeImage, {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      memo: { [REQUEST_HASH_MEMO]: hash },
      typedSearchAttributes: [{ key: sourceImageAttribute, value: String(input.source?.imageId ?? '') }],
      staticSummary: staticSummary(input),
      staticDetails: staticDetails(input),
    });
    const { memo } = await this.client.workflow.getHandle(workflowId, firstExecutionRunId).describe();
    if (memo?.[REQUEST_HASH_MEMO] !== hash) {
      throw new RequestIdConflictError(
        `The request id ${requestId} belongs to a run that is under way with other input. Choose another, or wait for its end.`,
      );
    }
    return new DistributionHandle(this.client, workflowId, firstExecutionRunId);
  }

  /** A distribution by its workflow id: the latest run of it. */
  get(workflowId: string): DistributionHandle {
    return new DistributionHandle(this.client, workflowId);
  }

  /** What a distribution would do now, destination by destination. Writes nothing. */
  plan(input: DistributeImageInput): Promise<DistributionForecast> {
    return this.client.workflow.execute<Plan>(WorkflowType.planDistribution, {
      workflowId: `plan:${randomUUID()}`,
      taskQueue: TASK_QUEUE,
      args: [input],
    });
  }
}
