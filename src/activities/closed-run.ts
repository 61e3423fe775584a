// A closed run of a copy as the protocol needs it.
import type { WorkflowExecutionDescription, WorkflowExecutionInfo } from '@temporalio/client';
import { leftBehind } from '../protocol/previous-run';
import type { PreviousRun } from '../shared/copy';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';
import { SUSPECTS_MEMO } from '../shared/workflow-types';

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

/** What a run that Temporal describes as closed left behind, checked at `checkedAt` (ms since the epoch). */
export function leftByRun(run: WorkflowExecutionDescription, checkedAt: number): PreviousRun {
  const { status, startTime, closeTime } = run;
  const closed = {
    wasInterrupted: status.name === 'TERMINATED' || status.name === 'TIMED_OUT',
    tookOver: hasTakenOver(run),
    wasReset: wasReset(run),
    startTime: startTime.getTime(),
    closeTime: closeTime?.getTime(),
    ...recordOf(run),
  };
  return leftBehind(closed, checkedAt);
}

/** Whether a run came to answer for the calls before it. */
export function hasTakenOver({ typedSearchAttributes }: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): boolean {
  return typedSearchAttributes.get(phaseAttribute) !== undefined;
}

/** Whether a run began with a reset: of all that makes a run of another one, nothing else befalls a copy. */
export function wasReset({ runId, raw }: WorkflowExecutionDescription): boolean {
  // Older servers do not tell.
  const { firstRunId } = raw.workflowExecutionInfo ?? {};
  return Boolean(firstRunId) && firstRunId !== runId;
}

/** The images on a run's record. */
export function recordOf(
  run: Pick<WorkflowExecutionInfo, 'typedSearchAttributes' | 'memo'>,
): Pick<PreviousRun, 'imageId' | 'suspectImageIds'> {
  return { imageId: run.typedSearchAttributes.get(imageIdAttribute), suspectImageIds: suspectsIn(run) };
}

function suspectsIn({ memo }: Pick<WorkflowExecutionInfo, 'memo'>): string[] | undefined {
  const suspects = memo?.[SUSPECTS_MEMO];
  const isTexts = Array.isArray(suspects) && suspects.every((imageId) => typeof imageId === 'string');
  return isTexts && suspects.length > 0 ? suspects : undefined;
}
