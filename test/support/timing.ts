// Durations for tests.
import { readWorkerConfig } from '../../src/config';
import { SCALED_DURATIONS } from '../../src/local/environment';

/** The settle window of 22 minutes in 4 seconds: what depends on it is 330 times as fast. */
export const TEST_TIMING = readWorkerConfig(SCALED_DURATIONS).settings.timing;
