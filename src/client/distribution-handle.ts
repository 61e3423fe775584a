// One distribution under way or ended: its result, its status, its cancellation.
import {
  ApplicationFailure,
  CancelledFailure,
  type Client,
  QueryNotRegisteredError,
  TerminatedFailure,
  WorkflowFailedError,
} from '@temporalio/client';
import type { DistributeImageInput, DistributionResult, DistributionStatus } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { RESULT_MEMO, STATUS_QUERY } from '../shared/workflow-types';
import { withCopyStatus } from './copy-status';
import {
  DistributionCancelledError,
  DistributionFailedError,
  DistributionIncompleteError,
  InvalidInputError,
  NoWorkerError,
} from './errors';

type Distribute = (input: DistributeImageInput) => Promise<DistributionResult>;

const QUERY_DEADLINE_MS = 10_000;
const DEADLINE_EXCEEDED = 4;

function statusOf({ source, destinations }: DistributionResult): DistributionStatus {
  return { source, destinations: destinations.map((row) => ({ ...row, phase: 'done' })) };
}

function isNoWorker(error: unknown): boolean {
  if (error instanceof QueryNotRegisteredError) return true;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === DEADLINE_EXCEEDED;
}

/** A distribution by its workflow id; without a run id, the latest run of it. */
export class DistributionHandle {
  constructor(
    private readonly client: Client,
    readonly workflowId: string,
    readonly runId?: string,
  ) {}

  /**
   * Waits for the end. Gives the result of a green run. Throws `DistributionIncompleteError` or
   * `DistributionCancelledError`, both with the result, `InvalidInputError`, or `DistributionFailedError`.
   */
  async result(): Promise<DistributionResult> {
    try {
      return await this.run().result();
    } catch (error) {
      throw error instanceof WorkflowFailedError ? await this.endOf(error) : error;
    }
  }

  /**
   * The result so far, each row with its phase. A run that has ended needs no worker. Throws `NoWorkerError` when the
   * run is open and none answers, and `WorkflowNotFoundError`.
   */
  async status(): Promise<DistributionStatus> {
    const { status } = await this.run().describe();
    if (status.name !== 'RUNNING') return this.finalStatus();
    try {
      const query = () => this.run().query<DistributionStatus>(STATUS_QUERY);
      const { source, destinations } = await this.client.withDeadline(Date.now() + QUERY_DEADLINE_MS, query);
      return { source, destinations: await withCopyStatus(this.client, source, destinations) };
    } catch (error) {
      if (!isNoWorker(error)) throw error;
      throw new NoWorkerError(
        `No worker answers for ${this.workflowId}. The run goes on when one is there: start it with "ecd-image worker".`,
      );
    }
  }

  /** Asks for the end; what the run has in flight is ended as its input's `onCancel` says. Returns before that is done. */
  async cancel(): Promise<void> {
    await this.run().cancel();
  }

  private run() {
    return this.client.workflow.getHandle<Distribute>(this.workflowId, this.runId);
  }

  private async finalStatus(): Promise<DistributionStatus> {
    try {
      return statusOf(await this.result());
    } catch (error) {
      const hasResult = error instanceof DistributionIncompleteError || error instanceof DistributionCancelledError;
      if (hasResult && error.result) return statusOf(error.result);
      throw error;
    }
  }

  private async endOf({ cause, message }: WorkflowFailedError): Promise<Error> {
    if (cause instanceof CancelledFailure) {
      const { memo } = await this.run().describe();
      const result = memo?.[RESULT_MEMO] as DistributionResult | undefined;
      return new DistributionCancelledError(`${this.workflowId} was cancelled`, result);
    }
    if (cause instanceof TerminatedFailure) {
      const text = `${this.workflowId} was terminated: ${cause.message}. Its copies may go on; run again to adopt them.`;
      return new DistributionFailedError(text, ErrorType.Terminated);
    }
    if (!(cause instanceof ApplicationFailure))
      return new DistributionFailedError(cause?.message ?? message, 'Unknown');
    const [details] = cause.details ?? [];
    if (cause.type === ErrorType.DistributionIncomplete) {
      return new DistributionIncompleteError(cause.message, details as DistributionResult);
    }
    if (cause.type === ErrorType.InvalidInput) return new InvalidInputError(cause.message);
    return new DistributionFailedError(cause.message, cause.type ?? 'Unknown');
  }
}
