// Reads the failures of activities: what ended a destination, and with which of the cloud's words.
import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import type { FailedLook } from '../protocol/settle-step';
import type { Problem } from '../shared/problem';
import { unexpected } from '../shared/problems';

/** The application failure behind an activity's failure: its last one, where its time was over. */
export function applicationCause(error: ActivityFailure): ApplicationFailure | undefined {
  const cause = error.cause instanceof TimeoutFailure ? error.cause.cause : error.cause;
  return cause instanceof ApplicationFailure ? cause : undefined;
}

/**
 * What the attempts of an activity have learned, where `isOne` knows it: in the details of the last failure, or, where the
 * last attempt was lost, in its heartbeat.
 */
export function learnedIn<T>(error: ActivityFailure, isOne: (details: unknown) => details is T): T | undefined {
  const heartbeat = error.cause instanceof TimeoutFailure ? error.cause.lastHeartbeatDetails : undefined;
  return [...(applicationCause(error)?.details ?? []), heartbeat].find(isOne);
}

/**
 * Whether an error is the run's cancellation. An attempt that was under way when the cancel came, and then failed as
 * every attempt of a wait does, is not retried: that failure is the cancellation too.
 */
export function isCancelled(error: unknown): boolean {
  return isCancellation(error) || (error instanceof ActivityFailure && error.retryState === 'CANCEL_REQUESTED');
}

/** Whether the server gave up because the activity's time was over. */
export function ranOutOfTime(error: ActivityFailure): boolean {
  return error.retryState === 'TIMEOUT' || error.cause instanceof TimeoutFailure;
}

/** The problem in an activity's failure. */
export function problemOf(error: ActivityFailure): Problem {
  const cause = applicationCause(error);
  const [details] = cause?.details ?? [];
  if (isProblem(details)) return details;
  const look = learnedIn(error, isFailedLook);
  if (look) return look.problem;
  return unexpected(cause?.message ?? `The activity ${error.activityType} failed: ${error.message}`);
}

function isFailedLook(details: unknown): details is FailedLook {
  return typeof details === 'object' && details !== null && 'problem' in details && isProblem(details.problem);
}

function isProblem(details: unknown): details is Problem {
  return typeof details === 'object' && details !== null && 'type' in details && 'hint' in details;
}
