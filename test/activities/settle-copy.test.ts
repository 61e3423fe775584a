// The window of a settle is at least that of the worker's settings, whatever its input says.
import { createSettleCopy } from '../../src/activities/settle-copy';
import type { ImageReads } from '../../src/protocol/cloud';
import type { SettleInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';
import { TEST_TIMING } from '../support/timing';

const START = 1_000_000;
const reads = { listImages: async () => ({ images: [], pages: 1 }) } as unknown as ImageReads;

function lookAt(now: number, windowMs: number) {
  const input: SettleInput = {
    destination: { regionId: 'cn-shanghai', imageName: 'office', shareWith: [] },
    copyKey: 'a'.repeat(20),
    sourceProperties: {},
    startedAt: START,
    until: START + windowMs,
    createdAfter: START,
    timing: { ...TEST_TIMING, settleWindowMs: windowMs },
  };
  const facts = { currentAttemptScheduledTimestampMs: now, scheduledTimestampMs: START, attempt: 1 };
  return activityEnvironment(facts).run(createSettleCopy(reads, { timing: TEST_TIMING }), input);
}

test('a window of a millisecond is as long as the worker’s', async () => {
  const { settleWindowMs } = TEST_TIMING;
  await expect(lookAt(START + settleWindowMs - 1, 1)).rejects.toMatchObject({ type: 'NotYet' });
  expect(await lookAt(START + settleWindowMs, 1)).toEqual({ kind: 'never-seen' });
});

test('a longer window stays as it is', async () => {
  const longer = 2 * TEST_TIMING.settleWindowMs;
  await expect(lookAt(START + longer - 1, longer)).rejects.toMatchObject({ type: 'NotYet' });
});
