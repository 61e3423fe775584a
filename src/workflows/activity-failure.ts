// Reads the failures of activities: what ended a destination, and with which of the cloud's words.
import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import type { CallFailure } from '../shared/copy';
import { ErrorType } from '../shared/error-types';
import { DestinationFailure } from './destination-failure';

/** The application failure behind an activity's failure: its last one, where its time was over. */
export function applicationCause(error: ActivityFailure): ApplicationFailure | undefined {
  const cause = error.cause instanceof TimeoutFailure ? error.cause.cause : error.cause;
  return cause instanceof ApplicationFailure ? cause : undefined;
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

function isCallFailure(details: unknown): details is CallFailure {
  return typeof details === 'object' && details !== null && 'type' in details && 'hint' in details;
}

/** The reason in an activity's failure. `imageId` is the image that the activity worked on. */
export function reasonOf(error: ActivityFailure, imageId?: string): DestinationFailure {
  const cause = applicationCause(error);
  const [details] = cause?.details ?? [];
  if (isCallFailure(details)) return new DestinationFailure(details, imageId);
  return new DestinationFailure(
    {
      type: cause?.type ?? ErrorType.CallFailed,
      message: cause?.message ?? `The activity ${error.activityType} failed: ${error.message}`,
      hint: 'Run again: what is done is kept. The history of this run shows the activity that failed.',
    },
    imageId,
  );
}
