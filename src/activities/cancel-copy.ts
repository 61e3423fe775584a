// The activity `cancelCopy`: CancelCopyImage and a read by id, until the image is gone or finished.
import { type CancelMemory, cancelStep } from '../protocol/cancel-step';
import type { ImageReads } from '../protocol/cloud';
import type { CancelCopyInput } from '../shared/activities';
import type { CloudCalls } from './cloud';
import { type PolledFacts, polled } from './polled';

/** Makes the activity. */
export function createCancelCopy({ cloud, reads }: { cloud: CloudCalls; reads: ImageReads }) {
  const effects = { reads, cancelCopyImage: cloud.cancelCopyImage };
  return polled((input: CancelCopyInput, facts: PolledFacts<CancelMemory>) => cancelStep(effects, input, facts));
}
