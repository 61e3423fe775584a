// One distribution, under way or ended: its result, where it stands, and cancelling it.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  QueryNotRegisteredError,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import type { DistributionResult, DistributionStatus } from '../shared/distribution';
import { TASK_QUEUE } from '../shared/task-queues';
import { STATUS_QUERY, WorkflowType } from '../shared/workflow-types';
import {
  DistributionCancelledError,
  DistributionError,
  DistributionIncompleteError,
  DistributionNotFoundError,
  StatusUnavailableError,
} from './errors';
import { GrpcStatus, grpcStatusOf } from './grpc-status';
import { withChildren } from './live-status';
import { runError } from './run-end';

/** How `watch` watches. */
export interface WatchOptions {
  /** Milliseconds between two reads; 1000 unless told otherwise. */
  intervalMs?: number | undefined;
  /** Called when no worker answers; watching goes on. */
  onUnavailable?: ((error: StatusUnavailableError) => void) | undefined;
}

/** Which run a handle is about. */
interface DistributionRun {
  workflowId: string;
  runId?: string | undefined;
  attached?: boolean | undefined;
}

/** A worker that is there answers within milliseconds. */
const QUERY_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 30_000;
const WATCH_INTERVAL_MS = 1_000;

/** A query that nobody answers ends at the server's deadline, or at ours, which may show as a cancelled call. */
const UNANSWERED: ReadonlySet<number | undefined> = new Set([
  GrpcStatus.CANCELLED,
  GrpcStatus.DEADLINE_EXCEEDED,
  GrpcStatus.FAILED_PRECONDITION,
]);

/** A distribution that `ImageDistributor` started or found. */
export class DistributionHandle {
  readonly workflowId: string;
  /** The run that was started or attached to; undefined: the latest of this id. */
  readonly runId?: string | undefined;
  /** Whether `start` found this run under way instead of starting it. */
  readonly attached: boolean;

  /** Made by `ImageDistributor`. */
  constructor(
    private readonly client: Client,
    { workflowId, runId, attached = false }: DistributionRun,
  ) {
    this.workflowId = workflowId;
    this.runId = runId;
    this.attached = attached;
  }

  /**
   * Waits for the end and gives the table of a run whose every destination is done. Throws
   * `DistributionIncompleteError` or `DistributionCancelledError` (both with the table as `result`),
   * `InvalidInputError`, `DistributionFailedError`, `DistributionNotFoundError`; and Temporal's `ServiceError` when the
   * connection is lost, which does not stop the run.
   */
  async result(): Promise<DistributionResult> {
    try {
      return await this.run().result();
    } catch (error) {
      throw await runError(error, this.workflowId, () => this.run().describe());
    }
  }

  /**
   * Where every destination stands now. A run that has ended needs no worker for it. Throws `StatusUnavailableError`
   * when the run is under way and no worker answers, and what `result` throws when the run ended without a table.
   */
  async status(): Promise<DistributionStatus> {
    return (await this.isOpen()) ? this.liveStatus() : asStatus(await this.table());
  }

  /**
   * Yields the status whenever it changed, until the run has ended; the last one is that of the end. A run that ends
   * without a table just ends the watch: `result` tells why. Throws `DistributionNotFoundError`, and Temporal's
   * `ServiceError` when the connection is lost.
   */
  async *watch({
    intervalMs = WATCH_INTERVAL_MS,
    onUnavailable,
  }: WatchOptions = {}): AsyncGenerator<DistributionStatus> {
    let last: string | undefined;
    while (await this.isOpen()) {
      const status = await this.liveStatus().catch((error: unknown) => {
        if (!(error instanceof StatusUnavailableError)) throw error;
        onUnavailable?.(error);
      });
      const text = JSON.stringify(status);
      if (status && text !== last) yield status;
      last = text;
      await sleep(intervalMs);
    }
    const end = await this.table().catch((error: unknown) => {
      if (!(error instanceof DistributionError)) throw error;
    });
    if (end) yield asStatus(end);
  }

  /**
   * Asks the run to end: what the input's `onCancel` says happens to copies in flight. Returns when the request was
   * taken, not when the run has ended. Throws `DistributionNotFoundError` when there is no such run under way.
   */
  async cancel(): Promise<void> {
    if (!(await this.isOpen())) {
      throw new DistributionNotFoundError(`${this.workflowId} has ended: nothing is left to cancel.`, this.workflowId);
    }
    try {
      await this.run().cancel();
    } catch (error) {
      throw await runError(error, this.workflowId, () => this.run().describe());
    }
  }

  /** The table of a run that has ended, whatever its outcome. */
  private async table(): Promise<DistributionResult> {
    try {
      return await this.result();
    } catch (error) {
      if (error instanceof DistributionIncompleteError || error instanceof DistributionCancelledError) {
        return error.result;
      }
      throw error;
    }
  }

  private async isOpen(): Promise<boolean> {
    const { type, status } = await this.describe();
    if (type !== WorkflowType.distributeImage) {
      throw new DistributionNotFoundError(`${this.workflowId} is a ${type}, not a distribution.`, this.workflowId);
    }
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  }

  private async liveStatus(): Promise<DistributionStatus> {
    const query = () => this.run().query<DistributionStatus>(STATUS_QUERY);
    try {
      const status = await this.client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, query);
      return await withChildren(this.client, status);
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      const message =
        `No worker answers where ${this.workflowId} stands; the run itself goes on as soon as one is there. ` +
        `Start one with "ecd-image worker" (task queue ${TASK_QUEUE}).`;
      throw new StatusUnavailableError(message, this.workflowId, { cause: error });
    }
  }

  private async describe(): Promise<WorkflowExecutionDescription> {
    try {
      return await this.client.withDeadline(Date.now() + READ_TIMEOUT_MS, () => this.run().describe());
    } catch (error) {
      throw await runError(error, this.workflowId, () => this.run().describe());
    }
  }

  private run(): WorkflowHandle<() => Promise<DistributionResult>> {
    return this.client.workflow.getHandle(this.workflowId, this.runId);
  }
}

/** Whether a query failed for want of a worker, or of a first workflow task: the server itself had just answered. */
function isUnanswered(error: unknown): boolean {
  return error instanceof QueryNotRegisteredError || UNANSWERED.has(grpcStatusOf(error));
}

function asStatus({ source, destinations }: DistributionResult): DistributionStatus {
  return { source, destinations: destinations.map((row) => ({ ...row, phase: 'done' })) };
}
