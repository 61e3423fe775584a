// A second attempt at a copy, however an operator gave it, sends nothing.
import type { Client } from '@temporalio/client';
import { createAttemptCopy } from '../../src/activities/attempt-copy';
import type { CloudCalls } from '../../src/activities/cloud';
import type { AttemptCopyInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';

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
    destination,
    originalRunId: 'r',
    clearedRunIds: [],
    onNameTaken: 'fail',
  } as unknown as AttemptCopyInput;
  expect(await activityEnvironment(info).run(attemptCopy, input)).toEqual({ kind: 'unknown' });
  expect(copyImage).not.toHaveBeenCalled();
});
