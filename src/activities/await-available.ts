// The activity of the wait: one read of the copy's status per attempt, until it is Available.
import type { ImageReads } from '../protocol/cloud';
import { waitStep } from '../protocol/wait-step';
import type { AwaitAvailableInput } from '../shared/activities';
import type { WaitProgress } from '../shared/wait-progress';
import { type PolledFacts, polled } from './polled';

/** Makes the activity. */
export function createAwaitAvailable(reads: ImageReads) {
  return polled((input: AwaitAvailableInput, facts: PolledFacts<WaitProgress>) => waitStep(reads, input, facts));
}
