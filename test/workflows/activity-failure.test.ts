// What the attempts of an activity learned is found wherever Temporal keeps it: also where the last attempt was lost.
import { ActivityFailure, ApplicationFailure, RetryState, TimeoutFailure, TimeoutType } from '@temporalio/common';
import { applicationCause, learnedIn, ranOutOfTime } from '../../src/workflows/activity-failure';

const isCount = (details: unknown): details is { count: number } =>
  typeof details === 'object' && details !== null && 'count' in details;

function failureOf(cause: Error, state: RetryState = RetryState.TIMEOUT): ActivityFailure {
  return new ActivityFailure('Activity task failed', 'awaitAvailable', '1', state, 'worker', cause);
}

const told = (...details: unknown[]) => ApplicationFailure.create({ message: '40%', type: 'NotYet', details });

function timeout(heartbeat: unknown, cause?: Error): TimeoutFailure {
  const failure = new TimeoutFailure('activity timeout', heartbeat, TimeoutType.START_TO_CLOSE);
  if (cause) Object.assign(failure, { cause });
  return failure;
}

test.each<[string, ActivityFailure, number | undefined]>([
  ['in the details of the last failure', failureOf(told({ count: 1 })), 1],
  ['behind a problem', failureOf(told({ type: 'CallFailed' }, { count: 2 }), RetryState.NON_RETRYABLE_FAILURE), 2],
  ['in the heartbeat of an attempt that was lost', failureOf(timeout({ count: 3 })), 3],
  ['in the last failure before an attempt that was lost', failureOf(timeout(undefined, told({ count: 4 }))), 4],
  ['in the heartbeat, where the last failure tells nothing', failureOf(timeout({ count: 5 }, told({}))), 5],
  ['nowhere', failureOf(timeout(undefined)), undefined],
  ['nowhere, but of another kind', failureOf(timeout({ seen: true }, told('x'))), undefined],
])('what was learned is %s', (_, failure, count) => {
  expect(learnedIn(failure, isCount)?.count).toBe(count);
});

test('an attempt that was lost has no words of its own, and ran out of time', () => {
  expect(applicationCause(failureOf(timeout({ count: 1 })))).toBeUndefined();
  expect(applicationCause(failureOf(timeout({ count: 1 }, told())))?.message).toBe('40%');
  expect(ranOutOfTime(failureOf(timeout(undefined), RetryState.MAXIMUM_ATTEMPTS_REACHED))).toBe(true);
});
