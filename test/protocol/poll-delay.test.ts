import { pollDelayMs } from '../../src/protocol/poll-delay';
import type { Timing } from '../../src/shared/timing';

const timing: Timing = {
  callTimeoutMs: 30_000,
  settleWindowMs: 1_320_000,
  pollMinMs: 10_000,
  pollMaxMs: 120_000,
  visibilityGraceMs: 180_000,
};
const far = 21_600_000;

test('without progress the delay doubles from the shortest to the longest', () => {
  const delays = [1, 2, 3, 4, 5, 60].map((attempt) =>
    pollDelayMs(timing, { seen: true }, { now: 0, attempt, timeLeftMs: far }),
  );
  expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, 120_000, 120_000]);
});

test('with progress it is half of the time left', () => {
  const progress = { seen: true, percent: 80, firstPercent: 0, progressSince: 0 };
  // 80 % in 160 s leaves 40 s.
  expect(pollDelayMs(timing, progress, { now: 160_000, attempt: 9, timeLeftMs: far })).toBe(20_000);
});

test('progress that stopped grows the delay to its longest and no further', () => {
  const progress = { seen: true, percent: 40, firstPercent: 0, progressSince: 0 };
  expect(pollDelayMs(timing, progress, { now: 3_600_000, attempt: 50, timeLeftMs: far })).toBe(120_000);
});

test('the last read comes before the deadline, not after it', () => {
  expect(pollDelayMs(timing, { seen: true }, { now: 0, attempt: 9, timeLeftMs: 5_000 })).toBe(4_750);
});
