// A closed run of a copy as the protocol needs it.
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { leftBehind } from '../protocol/previous-run';
import type { PreviousRun } from '../shared/copy';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';

/** What a run that Temporal describes or lists as closed left behind, checked at `checkedAt` (ms since the epoch). */
export function previousRunOf(
  {
    status,
    closeTime,
    typedSearchAttributes,
  }: Pick<WorkflowExecutionInfo, 'status' | 'closeTime' | 'typedSearchAttributes'>,
  checkedAt: number,
): PreviousRun {
  const run = {
    wasInterrupted: status.name === 'TERMINATED' || status.name === 'TIMED_OUT',
    tookOver: typedSearchAttributes.get(phaseAttribute) !== undefined,
    closeTime: closeTime?.getTime(),
    imageId: typedSearchAttributes.get(imageIdAttribute),
  };
  return leftBehind(run, checkedAt);
}
