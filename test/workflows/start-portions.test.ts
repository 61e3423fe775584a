// Children start in portions, and runs of at most one portion have no pause in their history.
import { StartPortions } from '../../src/workflows/start-portions';

const sleep = jest.fn(async (_milliseconds: number) => {});

jest.mock('@temporalio/workflow', () => ({ sleep: (milliseconds: number) => sleep(milliseconds) }));

beforeEach(() => jest.clearAllMocks());

async function start(count: number): Promise<void> {
  const portions = new StartPortions();
  await Promise.all(Array.from({ length: count }, () => portions.next()));
}

test('50 start without a pause, and nothing of it is in the history', async () => {
  await start(50);
  expect(sleep).not.toHaveBeenCalled();
});

test('500 start with nine pauses between them', async () => {
  await start(500);
  expect(sleep).toHaveBeenCalledTimes(9);
});
