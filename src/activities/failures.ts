// Failures of activities as Temporal needs them.
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { NOT_YET } from '../shared/error-types';
import type { Problem } from '../shared/problem';

/** A failure that is not retried, with what the result's row shows of it in `details[0]`, and what else is known. */
export function permanentFailure(problem: Problem, learned?: unknown): ApplicationFailure {
  const { message, type } = problem;
  return ApplicationFailure.create({ message, type, nonRetryable: true, details: detailsOf(problem, learned) });
}

/** A failure that the server tries again, after `afterMs` or by the activity's own back-off. */
export function passingFailure(
  problem: Problem,
  { afterMs, learned }: { afterMs?: number | undefined; learned?: unknown } = {},
): ApplicationFailure {
  const { message, type } = problem;
  return ApplicationFailure.create({
    message,
    type,
    details: detailsOf(problem, learned),
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

function detailsOf(problem: Problem, learned: unknown): unknown[] {
  return learned === undefined ? [problem] : [problem, learned];
}
