// A plan has a row for every destination, also for one whose region does not answer.
import { createMakePlan } from '../../src/activities/make-plan';
import type { ImageReads } from '../../src/protocol/cloud';
import type { CheckedRequest } from '../../src/shared/checked-request';
import { GOLDEN } from '../support/request';
import { TEST_TIMING } from '../support/timing';

const destination = (regionId: string) => ({
  regionId,
  imageName: 'office',
  shareWith: ['1'],
  copyKey: 'a'.repeat(20),
});

const request: CheckedRequest = {
  source: GOLDEN,
  sourceProperties: {},
  destinations: [destination('cn-shanghai'), destination('cn-beijing')],
  maxConcurrent: 20,
  copyTimeoutMs: 60_000,
  onNameTaken: 'fail',
  onCancel: 'cancel-copy',
  timing: { ...TEST_TIMING, callTimeoutMs: 10 },
};

test('a region that hangs is unknown in its own row alone', async () => {
  const reads = {
    listImages: (regionId: string) =>
      regionId === 'cn-beijing' ? new Promise(() => {}) : Promise.resolve({ images: [], pages: 1 }),
  } as unknown as ImageReads;
  const { destinations } = await createMakePlan(reads)(request);
  expect(destinations).toMatchObject([
    { regionId: 'cn-shanghai', action: 'copy', missingAccounts: ['1'] },
    { regionId: 'cn-beijing', action: 'unknown', missingAccounts: ['1'], error: { type: 'ListingSlow' } },
  ]);
});
