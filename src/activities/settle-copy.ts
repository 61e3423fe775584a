// The activity of the settle: looks until the copy of a call of unknown outcome shows, or can no longer take effect.
import type { ImageReads } from '../protocol/cloud';
import { settleStep } from '../protocol/settle-step';
import type { SettleInput } from '../shared/activities';
import { fewDuplicates } from './few-duplicates';
import { polled } from './polled';

/** Makes the activity. */
export function createSettleCopy(reads: ImageReads) {
  // The server's clock, which the workflow's is too: a worker with a wrong clock cannot shorten the window.
  return polled(async (input: SettleInput, { now, runId }) => {
    const step = await settleStep(reads, input, { begunAt: now, runId });
    if (step.kind !== 'done' || step.value.kind !== 'copy') return step;
    return { ...step, value: { ...step.value, copy: fewDuplicates(step.value.copy) } };
  });
}
