// The activity of the settle: looks until the copy of a call of unknown outcome shows, or can no longer take effect.
import type { ImageReads } from '../protocol/cloud';
import { settleStep } from '../protocol/settle-step';
import type { SettleInput } from '../shared/activities';
import { polled } from './polled';
import type { DistributionSettings } from './settings';

/** Makes the activity: no input makes its window shorter than that of this worker's settings. */
export function createSettleCopy(reads: ImageReads, { timing }: Pick<DistributionSettings, 'timing'>) {
  return polled((input: SettleInput, { now, runId }) => {
    const until = Math.max(input.until, input.startedAt + timing.settleWindowMs);
    // The server's clock, which the workflow's is too: a worker with a wrong clock cannot shorten the window.
    return settleStep(reads, { ...input, until }, { begunAt: now, runId });
  });
}
