// Durations for tests.

import { SCALED_DURATIONS } from '../../src/local/environment';
import { readWorkerConfig } from '../../src/worker/config';

/** The settle window of 22 minutes in 4 seconds: what depends on it is 330 times as fast. */
export const TEST_TIMING = readWorkerConfig(SCALED_DURATIONS).settings.timing;
