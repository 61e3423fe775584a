// The window of a settle is at least that of the worker's settings, whatever its input says; and it knows its own run.
import { createSettleCopy } from '../../src/activities/settle-copy';
import type { ImageReads } from '../../src/protocol/cloud';
import type { SettleInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';
import { TEST_TIMING } from '../support/timing';

const START = 1_000_000;
const empty = { listImages: async () => ({ images: [], pages: 1 }) } as unknown as ImageReads;

function lookAt(now: number, windowMs: number, { reads = empty, runId = 'r' } = {}) {
  const input: SettleInput = {
    destination: { regionId: 'cn-shanghai', imageName: 'office', shareWith: [] },
    copyKey: 'a'.repeat(20),
    sourceProperties: {},
    startedAt: START,
    until: START + windowMs,
    createdAfter: START,
    timing: { ...TEST_TIMING, settleWindowMs: windowMs },
  };
  const workflowExecution = { workflowId: 'w', runId };
  const facts = { currentAttemptScheduledTimestampMs: now, scheduledTimestampMs: START, attempt: 1, workflowExecution };
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

test('a copy that the settling run made is its own, and one of another run is not', async () => {
  const run = 'c0ffee00-0000-4000-8000-0123456789ab';
  const lookOf = (runId: string) => {
    const description = `[ecd-copy:v1:${'a'.repeat(20)}:0123456789ab]`;
    const image = { imageId: 'm-1', name: 'office', description, status: 'Creating', encrypted: false };
    const shown = { listImages: async () => ({ images: [image], pages: 1 }) } as unknown as ImageReads;
    return lookAt(START, 1, { reads: shown, runId });
  };
  expect(await lookOf(run)).toMatchObject({ kind: 'copy', copy: { imageId: 'm-1', madeByThisRun: true } });
  expect(await lookOf('another-run')).toMatchObject({ copy: { imageId: 'm-1', madeByThisRun: false } });
});
