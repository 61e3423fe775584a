// Starting distributions, finding them again, and planning without writing.
import { randomUUID } from 'node:crypto';
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import type { DistributeImageInput, DistributionResult } from '../shared/distribution';
import { distributionWorkflowId } from '../shared/ids';
import type { DistributionPlan } from '../shared/plan';
import { sourceImageAttribute } from '../shared/search-attributes';
import { TASK_QUEUE } from '../shared/task-queues';
import { REQUEST_HASH_MEMO, WorkflowType } from '../shared/workflow-types';
import { checkFindings, checkInput } from './check-input';
import { DistributionHandle } from './distribution-handle';
import { RequestIdConflictError } from './errors';
import { GrpcStatus, grpcStatusOf } from './grpc-status';
import { idFindings, requestHash } from './request-identity';
import { requestDetails, requestSummary } from './request-summary';
import { runError } from './run-end';

type DistributeImage = (input: DistributeImageInput) => Promise<DistributionResult>;
type PlanDistribution = (input: DistributeImageInput) => Promise<DistributionPlan>;

/** Memo field that differs for every start: it tells a run that was started from one that was found. */
const START_ID_MEMO = 'startId';

/** How a distribution is started. */
export interface StartOptions {
  /**
   * The caller's own id of the request, for example a ticket's: the same id while its run is under way gives that run.
   * Without it, a hash of the input is the id.
   */
  requestId?: string | undefined;
}

/** Starts, finds and plans distributions. It needs access to Temporal only: cloud credentials live in the worker. */
export class ImageDistributor {
  /** Takes a client of Temporal, such as `connect` makes, and leaves it open. */
  constructor(private readonly client: Client) {}

  /**
   * Starts a distribution, or attaches to the run of the same request that is under way; a request whose run has ended
   * is started again, which repairs what is missing. Throws `InvalidInputError`, with nothing started, when the request
   * breaks a rule (the worker has the same rules, and those that need the cloud: `result` throws the same then),
   * `RequestIdConflictError` when the request id belongs to a run with other input, and Temporal's `ServiceError`.
   */
  async start(request: DistributeImageInput, { requestId }: StartOptions = {}): Promise<DistributionHandle> {
    const input = checkInput(request);
    const hash = requestHash(input);
    const { imageId } = input.source;
    const id = requestId ?? hash;
    checkFindings(idFindings({ imageId, requestId: id }));
    const workflowId = distributionWorkflowId({ imageId, request: id });
    const startId = randomUUID();
    const { firstExecutionRunId: runId } = await this.startRun(workflowId, input, {
      [REQUEST_HASH_MEMO]: hash,
      [START_ID_MEMO]: startId,
    });
    const { memo } = await this.client.workflow.getHandle(workflowId, runId).describe();
    if (memo?.[REQUEST_HASH_MEMO] !== hash) throw conflict(workflowId);
    return new DistributionHandle(this.client, { workflowId, runId, attached: memo?.[START_ID_MEMO] !== startId });
  }

  /** The latest run of an id. Asks nothing: the handle's methods throw `DistributionNotFoundError` when there is none. */
  get(workflowId: string): DistributionHandle {
    return new DistributionHandle(this.client, { workflowId });
  }

  /**
   * What a distribution would do with each destination now. Writes nothing. Throws `InvalidInputError`,
   * `DistributionFailedError`, and Temporal's `ServiceError`.
   */
  async plan(request: DistributeImageInput): Promise<DistributionPlan> {
    const input = checkInput(request);
    const workflowId = `plan:${input.source.imageId}:${randomUUID()}`;
    try {
      return await this.client.workflow.execute<PlanDistribution>(WorkflowType.planDistribution, {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [input],
        staticSummary: requestSummary(input),
      });
    } catch (error) {
      throw await runError(error, workflowId, () => this.client.workflow.getHandle(workflowId).describe());
    }
  }

  private async startRun(workflowId: string, input: DistributeImageInput, memo: Record<string, string>) {
    const start = (attributes: Pick<WorkflowStartOptions, 'typedSearchAttributes'>) =>
      this.client.workflow.start<DistributeImage>(WorkflowType.distributeImage, {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        memo,
        staticSummary: requestSummary(input),
        staticDetails: requestDetails(input),
        ...attributes,
      });
    try {
      return await start({ typedSearchAttributes: [{ key: sourceImageAttribute, value: input.source.imageId }] });
    } catch (error) {
      // Before the namespace's first worker the attribute is unknown to it; the workflow sets it once there is one.
      if (grpcStatusOf(error) !== GrpcStatus.INVALID_ARGUMENT) throw error;
      return start({});
    }
  }
}

function conflict(workflowId: string): RequestIdConflictError {
  return new RequestIdConflictError(
    `${workflowId} is under way with other input. Use another request id, wait for its end, or cancel it.`,
    workflowId,
  );
}
