import { pollDelayMs } from '../../src/protocol/poll-delay';
import { timing } from './played-region';

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

test('only progress since the first sight counts', () => {
  const progress = { seen: true, percent: 80, firstPercent: 40, progressSince: 1_000_000 };
  // 40 % in 80 s leaves 40 s.
  expect(pollDelayMs(timing, progress, { now: 1_080_000, attempt: 9, timeLeftMs: far })).toBe(20_000);
});

test.each([
  ['without a percentage', { percent: undefined }],
  ['without a first percentage', { firstPercent: undefined }],
  ['that began nobody knows when', { progressSince: undefined }],
  ['that stands still', { percent: 40 }],
  ['that went back', { percent: 30 }],
])('progress %s is none', (_, more) => {
  const progress = { seen: true, percent: 80, firstPercent: 40, progressSince: 0, ...more };
  expect(pollDelayMs(timing, progress, { now: 320_000, attempt: 2, timeLeftMs: far })).toBe(20_000);
});

test('a copy that is almost done is not read more often than allowed', () => {
  const progress = { seen: true, percent: 99, firstPercent: 0, progressSince: 0 };
  expect(pollDelayMs(timing, progress, { now: 99_000, attempt: 9, timeLeftMs: far })).toBe(10_000);
});

test('progress that stopped grows the delay to its longest and no further', () => {
  const progress = { seen: true, percent: 40, firstPercent: 0, progressSince: 0 };
  expect(pollDelayMs(timing, progress, { now: 3_600_000, attempt: 50, timeLeftMs: far })).toBe(120_000);
});

test('the last read comes before the deadline, not after it', () => {
  expect(pollDelayMs(timing, { seen: true }, { now: 0, attempt: 9, timeLeftMs: 5_000 })).toBe(4_750);
});

test.each([250, 100, -5_000])('with %i ms left there is no time for another read before the deadline', (timeLeftMs) => {
  expect(pollDelayMs(timing, { seen: true }, { now: 0, attempt: 1, timeLeftMs })).toBe(10_000);
});

test('a delay stays finite after any number of attempts', () => {
  const unbounded = { ...timing, pollMaxMs: Number.POSITIVE_INFINITY };
  const after = (attempt: number) => pollDelayMs(unbounded, { seen: true }, { now: 0, attempt, timeLeftMs: Infinity });
  expect([17, 18, 5_000].map(after)).toEqual([655_360_000, 655_360_000, 655_360_000]);
});
