// How a run ended, as the client's errors.
import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { RetryState, TimeoutType, TypedSearchAttributes } from '@temporalio/common';
import {
  DistributionCancelledError,
  DistributionFailedError,
  DistributionIncompleteError,
  DistributionNotFoundError,
  InvalidInputError,
} from '../../src/client';
import { type EndedRun, runError } from '../../src/client/run-end';
import { sourceImageAttribute } from '../../src/shared/search-attributes';

const ID = 'distribute:m-1:t1';
const RESULT = { source: { regionId: 'cn-hangzhou', imageId: 'm-1' }, destinations: [] };
const attributes = new TypedSearchAttributes([{ key: sourceImageAttribute, value: 'm-1' }]);

function ended(cause: Error, run: Partial<EndedRun> = {}): Promise<unknown> {
  const failed = new WorkflowFailedError('Workflow execution failed', cause, RetryState.NON_RETRYABLE_FAILURE);
  return runError(failed, ID, async () => ({ typedSearchAttributes: attributes, memo: {}, ...run }));
}

test('incomplete: the table is in the details', async () => {
  const error = await ended(ApplicationFailure.nonRetryable('1 of 2', 'DistributionIncomplete', RESULT));
  expect(error).toBeInstanceOf(DistributionIncompleteError);
  expect(error).toMatchObject({ message: '1 of 2', workflowId: ID, result: RESULT });
});

test('cancelled: the table is in the memo', async () => {
  const error = await ended(new CancelledFailure('cancelled'), { memo: { result: RESULT } });
  expect(error).toBeInstanceOf(DistributionCancelledError);
  expect(error).toMatchObject({ result: RESULT });
});

test('cancelled before its request was checked: an empty table of the same source', async () => {
  const error = await ended(new CancelledFailure('cancelled'));
  expect(error).toMatchObject({ result: { source: { imageId: 'm-1' }, destinations: [] } });
});

test('invalid input: every finding', async () => {
  const findings = ['imageName: too long', 'shareWith[0]: no digits'];
  const error = await ended(ApplicationFailure.nonRetryable(findings.join('; '), 'InvalidInput', findings));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toMatchObject({ findings });
});

test('another failure keeps its type, its message and its hint', async () => {
  const failure = ApplicationFailure.nonRetryable('Forbidden.', 'NoPermission', { hint: 'Grant ecd:DescribeImages.' });
  const error = await ended(failure);
  expect(error).toBeInstanceOf(DistributionFailedError);
  expect(error).toMatchObject({
    type: 'NoPermission',
    message: 'Forbidden. Grant ecd:DescribeImages.',
    cause: failure,
  });
});

test('terminated and timed out: what to do now', async () => {
  expect(await ended(new TerminatedFailure('power cut'))).toMatchObject({
    type: 'Terminated',
    message: expect.stringMatching(/terminated \(power cut\).*Start the same request again/),
  });
  const timeout = new TimeoutFailure('timed out', undefined, TimeoutType.START_TO_CLOSE);
  expect(await ended(timeout)).toMatchObject({ type: 'TimedOut', message: expect.stringContaining('timed out') });
});

test('a run that is not there, and a failure that is not the run’s', async () => {
  const describe = () => Promise.reject(new Error('nobody asked'));
  const missing = new WorkflowNotFoundError('not found', ID, undefined);
  expect(await runError(missing, ID, describe)).toBeInstanceOf(DistributionNotFoundError);
  const lost = new Error('connection lost');
  expect(await runError(lost, ID, describe)).toBe(lost);
});
