// A closed run of a copy as the protocol needs it.
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { leftBehind } from '../protocol/previous-run';
import type { PreviousRun } from '../shared/copy';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';

/** A run of any other status, such as PAUSED or one that this client does not know, still owns its copy. */
const CLOSED: ReadonlySet<string> = new Set([
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TERMINATED',
  'TIMED_OUT',
  'CONTINUED_AS_NEW',
]);

/** Whether a run has ended. */
export function isClosed({ status }: Pick<WorkflowExecutionInfo, 'status'>): boolean {
  return CLOSED.has(status.name);
}

/** What a run that Temporal describes or lists as closed left behind, checked at `checkedAt` (ms since the epoch). */
export function leftByRun(
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
