// The activity `cancelCopy`: CancelCopyImage and a read by id, until the image is gone or finished.
import type { Client } from '@temporalio/client';
import { type CancelMemory, cancelStep } from '../protocol/cancel-step';
import type { ImageReads } from '../protocol/cloud';
import type { CancelCopyInput } from '../shared/activities';
import type { CloudCalls } from './cloud';
import { isAwaited } from './fence';
import { type PolledFacts, polled } from './polled';

/** Makes the activity. */
export function createCancelCopy({ cloud, reads, client }: { cloud: CloudCalls; reads: ImageReads; client: Client }) {
  const effects = {
    reads,
    cancelCopyImage: cloud.cancelCopyImage,
    isAwaited: () => isAwaited(client),
  };
  return polled((input: CancelCopyInput, facts: PolledFacts<CancelMemory>) => cancelStep(effects, input, facts));
}
