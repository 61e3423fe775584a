// Durations for tests.
import type { Timing } from '../../src/shared/timing';

/** The settle window of 22 minutes in 4 seconds: what depends on it is 330 times as fast. */
export const TEST_TIMING: Timing = {
  callTimeoutMs: 2_000,
  settleWindowMs: 4_000,
  pollMinMs: 100,
  pollMaxMs: 1_000,
  visibilityGraceMs: 1_000,
};
