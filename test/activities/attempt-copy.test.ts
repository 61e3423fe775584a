// A second attempt at a copy, however an operator gave it, sends nothing.
import type { Client } from '@temporalio/client';
import { createAttemptCopy } from '../../src/activities/attempt-copy';
import type { CloudCalls } from '../../src/activities/cloud';
import { copyKey } from '../../src/activities/copy-key';
import type { AttemptCopyInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';
import { GOLDEN } from '../support/request';

test.each([
  ['counted', { attempt: 2, scheduledTimestampMs: 1_000, currentAttemptScheduledTimestampMs: 1_000 }],
  [
    'reset, and so counted from 1',
    { attempt: 1, scheduledTimestampMs: 1_000, currentAttemptScheduledTimestampMs: 9_000 },
  ],
])('a second attempt that is %s is of unknown outcome', async (_, times) => {
  const listImages = async () => ({ images: [], pages: 1 });
  const reads = { listImages, describeImage: jest.fn(), describeImagePermission: jest.fn() };
  const copyImage = jest.fn();
  const cloud = { copyImage } as unknown as CloudCalls;
  const attemptCopy = createAttemptCopy({ cloud, reads, client: {} as Client, settings: {} });
  const info = { ...times, workflowExecution: { workflowId: 'w', runId: 'r' } };
  const destination = { regionId: 'cn-shanghai', imageName: 'Office', shareWith: [] };
  const input = {
    source: GOLDEN,
    copyKey: copyKey(GOLDEN, destination),
    deadline: 10_000,
    destination,
    originalRunId: 'r',
    clearedRunIds: [],
    onNameTaken: 'fail',
  } as unknown as AttemptCopyInput;
  expect(await activityEnvironment(info).run(attemptCopy, input)).toEqual({ kind: 'unknown' });
  expect(copyImage).not.toHaveBeenCalled();
});

test('a key that is not that of the copy’s names is refused before anything is read', async () => {
  const reads = { listImages: jest.fn(), describeImage: jest.fn(), describeImagePermission: jest.fn() };
  const attemptCopy = createAttemptCopy({ cloud: {} as CloudCalls, reads, client: {} as Client, settings: {} });
  const destination = { regionId: 'cn-shanghai', imageName: 'Office', shareWith: [] };
  const other = copyKey(GOLDEN, { ...destination, imageName: 'Other' });
  const input = { source: GOLDEN, destination, copyKey: other } as unknown as AttemptCopyInput;
  const refusal = { problem: expect.objectContaining({ type: 'InvalidInput' }), retryable: false };
  expect(await activityEnvironment().run(attemptCopy, input)).toMatchObject({ kind: 'not-applied', refusal });
  expect(reads.listImages).not.toHaveBeenCalled();
});
