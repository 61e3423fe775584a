// How long the protocol waits for what, with the full settle window and with one that is ten times as short.
import {
  conflictDelayMs,
  creationTimeSlackMs,
  FULL_SETTLE_WINDOW_MS,
  PREVIOUS_RUN_EVIDENCE_MS,
  READ_BACK_DELAY_MS,
  retryDelayMs,
  settleLookDelayMs,
} from '../../src/protocol/timing';
import { MINUTE_MS, timing } from './played-region';

const short = { ...timing, settleWindowMs: timing.settleWindowMs / 10 };

test('the full settle window is 22 minutes', () => {
  expect(FULL_SETTLE_WINDOW_MS).toBe(22 * MINUTE_MS);
});

test('what does not scale', () => {
  expect([PREVIOUS_RUN_EVIDENCE_MS, READ_BACK_DELAY_MS]).toEqual([MINUTE_MS, 1_000]);
});

test.each([
  ['every 2 s', 0, 2_000],
  ['every 2 s', 29_999, 2_000],
  ['every 8 s', 30_000, 8_000],
])('a settle looks %s after %i ms', (_, elapsedMs, delay) => {
  expect(settleLookDelayMs(timing, elapsedMs)).toBe(delay);
  expect(settleLookDelayMs(short, elapsedMs / 10)).toBe(delay / 10);
});

test('a conflict is tried again 2 to 3 minutes later', () => {
  const delay = (random: number) => conflictDelayMs(timing, { refusals: 600, random });
  expect([0, 0.5, 1].map(delay)).toEqual([120_000, 150_000, 180_000]);
  expect(conflictDelayMs(short, { refusals: 1, random: 0.5 })).toBe(15_000);
  expect(conflictDelayMs(timing, { refusals: 601, random: 0 })).toBe(30 * MINUTE_MS);
});

test.each([
  [1, 500, 1_000],
  [2, 1_000, 2_000],
  [6, 16_000, 32_000],
  [7, 30_000, 60_000],
  [600, 30_000, 60_000],
  [601, 15 * MINUTE_MS, 30 * MINUTE_MS],
])('refusal %i is tried again %i to %i ms later', (attempt, least, most) => {
  expect(retryDelayMs(timing, { refusals: attempt, random: 0 })).toBe(least);
  expect(retryDelayMs(timing, { refusals: attempt, random: 1 })).toBe(most);
  expect(retryDelayMs(short, { refusals: attempt, random: 0 })).toBe(least / 10);
});

test.each<[string, (refusals: number) => number]>([
  ['refusals', (refusals) => retryDelayMs(timing, { refusals, random: 0 })],
  ['conflicts', (refusals) => conflictDelayMs(timing, { refusals, random: 0 })],
])(
  'a history has room for %s that last for the longest copyTimeout, anew after each of three settles',
  (_, delayMs) => {
    const EVENTS_PER_TRY = 12;
    let events = 0;
    for (let ms = 0, refusals = 1; ms < 4 * 7 * 24 * 60 * MINUTE_MS; refusals++) {
      ms += delayMs(refusals);
      events += EVENTS_PER_TRY;
    }
    // Temporal ends a run at 51,200.
    expect(events).toBeLessThan(40_000);
  },
);

test('an unmarked image may have been made 2 minutes before its call’s date', () => {
  expect([timing, short].map(creationTimeSlackMs)).toEqual([120_000, 12_000]);
  // The service gives whole seconds.
  expect(creationTimeSlackMs({ ...timing, settleWindowMs: 1 })).toBe(1_000);
});
