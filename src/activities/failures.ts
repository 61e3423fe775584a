// Failures of activities as Temporal needs them.
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { NOT_YET } from '../shared/error-types';
import type { Problem } from '../shared/problem';

/** A failure that is not retried, with what the result's row shows of it in `details[0]`. */
export function permanentFailure(problem: Problem): ApplicationFailure {
  const { message, type } = problem;
  return ApplicationFailure.create({ message, type, nonRetryable: true, details: [problem] });
}

/** A failure that the server tries again, after `afterMs` or by the activity's own back-off. */
export function passingFailure(problem: Problem, afterMs?: number): ApplicationFailure {
  const { message, type } = problem;
  return ApplicationFailure.create({
    message,
    type,
    details: [problem],
    ...(afterMs !== undefined && { nextRetryDelay: afterMs }),
  });
}

/** The expected failure of a wait: the server tries again after `afterMs`. `seen` is `details[0]`. */
export function notYet(message: string, afterMs: number, seen?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: NOT_YET,
    details: [seen],
    nextRetryDelay: Math.max(1, Math.round(afterMs)),
    category: ApplicationFailureCategory.BENIGN,
  });
}
