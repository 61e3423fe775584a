// How a distribution can end other than green. Each error carries what the run left behind.
import type { DistributionResult } from '../shared/distribution';

/** Some destinations are not done; `result` has every row. */
export class DistributionIncompleteError extends Error {
  override name = 'DistributionIncompleteError';

  constructor(
    message: string,
    readonly result: DistributionResult,
  ) {
    super(message);
  }
}

/** The run was cancelled. `result` has every row; undefined when it was cancelled before its plan. */
export class DistributionCancelledError extends Error {
  override name = 'DistributionCancelledError';

  constructor(
    message: string,
    readonly result: DistributionResult | undefined,
  ) {
    super(message);
  }
}

/** The input breaks a rule; the message names every field and rule. Nothing was written. */
export class InvalidInputError extends Error {
  override name = 'InvalidInputError';
}

/** The request id belongs to a run that is under way with other input. */
export class RequestIdConflictError extends Error {
  override name = 'RequestIdConflictError';
}

/** The run ended without a result: `type` is the failure's type (see `ErrorType`), or how somebody ended it. */
export class DistributionFailedError extends Error {
  override name = 'DistributionFailedError';

  constructor(
    message: string,
    readonly type: string,
  ) {
    super(message);
  }
}

/** No worker answers: the run waits until one is there. */
export class NoWorkerError extends Error {
  override name = 'NoWorkerError';
}
