// No child is started before its portion: hundreds of starts in one workflow task make pages that no client can read.
import type { CheckedDestination, CheckedRequest } from '../../src/shared/checked-request';
import { runDestination } from '../../src/workflows/destination-run';
import type { DestinationRow } from '../../src/workflows/distribution-progress';
import type { StartPortions } from '../../src/workflows/start-portions';
import { GOLDEN } from '../support/request';
import { TEST_TIMING } from '../support/timing';

const mockStarted = jest.fn();

jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual('@temporalio/workflow'),
  proxyActivities: () => ({ awaitOwnership: async () => ({ checkedAt: 1, status: 'NOT_FOUND' }) }),
  async startChild() {
    mockStarted();
    return { workflowId: 'copy', firstExecutionRunId: 'run', result: async () => ({ outcome: 'copied' }) };
  },
}));

const destination: CheckedDestination = {
  regionId: 'cn-shanghai',
  imageName: 'office',
  shareWith: [],
  copyKey: 'a'.repeat(20),
};

const request: CheckedRequest = {
  source: GOLDEN,
  sourceProperties: {},
  destinations: [destination],
  maxConcurrent: 20,
  copyTimeoutMs: 60_000,
  onNameTaken: 'fail',
  onCancel: 'cancel-copy',
  timing: TEST_TIMING,
};

test('a child waits for its portion', async () => {
  let give = () => {};
  const portion = new Promise<void>((resolve) => {
    give = resolve;
  });
  const portions = { next: () => portion } as unknown as StartPortions;
  const end = jest.fn();
  const row = { update: jest.fn(), end } as unknown as DestinationRow;
  const running = runDestination({ request, portions }, destination, row);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(mockStarted).not.toHaveBeenCalled();
  give();
  await running;
  expect(mockStarted).toHaveBeenCalledTimes(1);
  expect(end).toHaveBeenCalledWith({ outcome: 'copied' });
});
