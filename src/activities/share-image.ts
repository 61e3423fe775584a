// The activity `shareImage`: adds the accounts that are missing and reads back, until all are there.
import { type ShareMemory, shareStep } from '../protocol/share-step';
import type { Step } from '../protocol/step';
import type { Shared, ShareImageInput } from '../shared/activities';
import { forbiddenAccounts, forbiddenRegion, type WritingDependencies } from './allowed';
import { isAwaited } from './fence';
import { fewDuplicates } from './few-duplicates';
import { type PolledFacts, polled } from './polled';

/** Makes the activity. */
export function createShareImage({ cloud, reads, client, settings }: WritingDependencies) {
  const effects = {
    reads,
    addAccounts: cloud.addAccounts,
    isAwaited: () => isAwaited(client),
    clock: () => Date.now(),
  };
  return polled(async (input: ShareImageInput, facts: PolledFacts<ShareMemory>): Promise<Step<Shared, ShareMemory>> => {
    const { regionId, shareWith } = input;
    const inRegion = shareWith.length > 0 ? forbiddenRegion(settings, regionId) : undefined;
    const problem = inRegion ?? forbiddenAccounts(settings, shareWith);
    if (problem) return { kind: 'failed', problem };
    const step = await shareStep(effects, input, facts);
    return step.kind === 'done' ? { ...step, value: fewDuplicates(step.value) } : step;
  });
}
