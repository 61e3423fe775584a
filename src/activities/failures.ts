// Turns what the adapter throws into what Temporal and the protocol need: failures with a type, and refusals.
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { EcdError } from '../ecd';
import type { CallFailure, Refusal } from '../shared/copy';
import { ErrorType, NOT_YET } from '../shared/error-types';

/** The error type of a failed cloud call. */
function typeOf(error: EcdError): string {
  return error.kind === 'denied' ? ErrorType.NoPermission : ErrorType.CallFailed;
}

/** What a history may hold of a failed call. */
export function callFailure(error: EcdError): CallFailure {
  return {
    type: typeOf(error),
    message: error.message,
    hint: error.hint,
    ...(error.code !== undefined && { code: error.code }),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

/** A call that surely did not take effect, and when it may be tried again. */
export function refusal(error: EcdError): Refusal {
  return {
    failure: callFailure(error),
    retryable: error.retryable,
    conflict: error.kind === 'conflict',
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
}

/** A failure that is not retried, with what the result's row shows of it in `details[0]`. */
export function permanentFailure(failure: CallFailure): ApplicationFailure {
  return ApplicationFailure.create({
    message: failure.message,
    type: failure.type,
    nonRetryable: true,
    details: [failure],
  });
}

/** The expected failure of a wait: the server tries again after `nextRetryMs`. `seen` is `details[0]`. */
export function notYet(message: string, nextRetryMs: number, seen?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: NOT_YET,
    details: [seen],
    nextRetryDelay: Math.max(1, Math.round(nextRetryMs)),
    category: ApplicationFailureCategory.BENIGN,
  });
}

/** Runs cloud calls of an activity that the server retries: a failure that cannot pass by itself is not retried. */
export async function retriedByServer<T>(calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (!(error instanceof EcdError)) throw error;
    const failure = callFailure(error);
    if (!error.retryable) throw permanentFailure(failure);
    throw ApplicationFailure.create({
      message: failure.message,
      type: failure.type,
      details: [failure],
      ...(error.retryAfterMs !== undefined && { nextRetryDelay: error.retryAfterMs }),
    });
  }
}
