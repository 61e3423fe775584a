// The activity `shareImage`: adds the accounts that are missing and reads back, until all are there.
import type { Client } from '@temporalio/client';
import type { ImageReads } from '../protocol/cloud';
import { type ShareMemory, shareStep } from '../protocol/share-step';
import type { ShareImageInput } from '../shared/activities';
import type { CloudCalls } from './cloud';
import { isAwaited } from './fence';
import { type PolledFacts, polled } from './polled';

/** Makes the activity. */
export function createShareImage({ cloud, reads, client }: { cloud: CloudCalls; reads: ImageReads; client: Client }) {
  const effects = {
    reads,
    addAccounts: cloud.addAccounts,
    isAwaited: () => isAwaited(client),
    clock: () => Date.now(),
  };
  return polled((input: ShareImageInput, facts: PolledFacts<ShareMemory>) => shareStep(effects, input, facts));
}
