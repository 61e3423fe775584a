// The worker's allow-lists bind what writes, whatever the input says.
import type { Client } from '@temporalio/client';
import { createAttemptCopy } from '../../src/activities/attempt-copy';
import type { CloudCalls } from '../../src/activities/cloud';
import { copyKey } from '../../src/activities/copy-key';
import { createShareImage } from '../../src/activities/share-image';
import type { AttemptCopyInput, ShareImageInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';
import { GOLDEN } from '../support/request';

const cloud = { copyImage: jest.fn(), addAccounts: jest.fn() };
const reads = {
  listImages: async () => ({ images: [], pages: 1 }),
  describeImage: jest.fn(),
  describeImagePermission: async () => ({ accounts: [] }),
};
const common = { cloud: cloud as unknown as CloudCalls, reads, client: {} as Client };
const info = { attempt: 1, workflowExecution: { workflowId: 'w', runId: 'r' } };
const run = (activity: (input: never) => Promise<unknown>, input: object) =>
  activityEnvironment(info).run(activity as (input: object) => Promise<unknown>, input);

test.each([
  ['a region', { allowedRegions: new Set(['cn-beijing']) }, 'RegionNotAllowed'],
  ['an account', { allowedAccounts: new Set(['1']) }, 'AccountNotAllowed'],
])('%s that is not allowed gets no copy, for good', async (_, settings, type) => {
  const attemptCopy = createAttemptCopy({ ...common, settings });
  const destination = { regionId: 'cn-shanghai', imageName: 'Office', shareWith: ['2'] };
  const names = { source: GOLDEN, destination, copyKey: copyKey(GOLDEN, destination) };
  const input: Partial<AttemptCopyInput> = { ...names, originalRunId: 'r', clearedRunIds: [], onNameTaken: 'fail' };
  const refusal = { problem: expect.objectContaining({ type }), retryable: false };
  expect(await run(attemptCopy, input)).toMatchObject({ kind: 'not-applied', refusal });
  expect(cloud.copyImage).not.toHaveBeenCalled();
});

test.each([
  ['an account', { allowedAccounts: new Set(['1']) }, 'AccountNotAllowed'],
  ['a region', { allowedRegions: new Set(['cn-beijing']) }, 'RegionNotAllowed'],
])('%s that is not allowed is shared with nobody', async (_, settings, type) => {
  const shareImage = createShareImage({ ...common, settings });
  const input: Partial<ShareImageInput> = { regionId: 'cn-shanghai', imageId: 'm-1', shareWith: ['1', '2'] };
  await expect(run(shareImage, input)).rejects.toMatchObject({ type, nonRetryable: true });
  expect(cloud.addAccounts).not.toHaveBeenCalled();
});
