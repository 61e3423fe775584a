// What the client throws. Each error says what happened, where, and what to do next.
import type { DistributionResult } from '../shared/distribution';

/** Parent of all errors about one distribution. */
export class DistributionError extends Error {
  override name = 'DistributionError';

  constructor(
    message: string,
    /** Id of the run, or of the run that was wanted. */
    readonly workflowId: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The run ended and some destinations are not done: `result` is the whole table. */
export class DistributionIncompleteError extends DistributionError {
  override name = 'DistributionIncompleteError';

  constructor(
    message: string,
    workflowId: string,
    readonly result: DistributionResult,
    options?: ErrorOptions,
  ) {
    super(message, workflowId, options);
  }
}

/** The run was cancelled. `result` is the table at its end; without destinations where its request had not been checked yet. */
export class DistributionCancelledError extends DistributionError {
  override name = 'DistributionCancelledError';

  constructor(
    workflowId: string,
    readonly result: DistributionResult,
    options?: ErrorOptions,
  ) {
    super(
      `${workflowId} was cancelled. Start the same request again to finish it: what is there is kept.`,
      workflowId,
      options,
    );
  }
}

/** The input breaks a rule: `findings` names every field and rule. Nothing was written. */
export class InvalidInputError extends DistributionError {
  override name = 'InvalidInputError';

  constructor(
    message: string,
    workflowId: string,
    readonly findings: readonly string[],
    options?: ErrorOptions,
  ) {
    super(message, workflowId, options);
  }
}

/** A run with this request id is under way, and it was started with other input. */
export class RequestIdConflictError extends DistributionError {
  override name = 'RequestIdConflictError';
}

/** The run ended without a table, for example because it was terminated. `type` is the failure's, as in the web UI. */
export class DistributionFailedError extends DistributionError {
  override name = 'DistributionFailedError';

  constructor(
    message: string,
    workflowId: string,
    readonly type: string,
    options?: ErrorOptions,
  ) {
    super(message, workflowId, options);
  }
}

/** There is no distribution of this id. */
export class DistributionNotFoundError extends DistributionError {
  override name = 'DistributionNotFoundError';
}

/** The run is under way, and no worker answered where it stands. */
export class StatusUnavailableError extends DistributionError {
  override name = 'StatusUnavailableError';
}

/** No Temporal server answered. */
export class TemporalUnreachableError extends Error {
  override name = 'TemporalUnreachableError';

  constructor(
    readonly address: string,
    options?: ErrorOptions,
  ) {
    super(`No Temporal server answers at ${address}. Start one there, or set TEMPORAL_ADDRESS to yours.`, options);
  }
}
