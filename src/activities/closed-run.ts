// A closed run of a copy as the protocol needs it.
import type { WorkflowExecutionDescription, WorkflowExecutionInfo } from '@temporalio/client';
import type { ClosedRun } from '../protocol/previous-run';
import { isImageId } from '../shared/image-id';
import { MAX_SUSPECTS } from '../shared/limits';
import { imageIdAttribute, phaseAttribute, UNSETTLED } from '../shared/search-attributes';
import { SUSPECTS_MEMO, TAKEN_OVER_MEMO } from '../shared/workflow-types';

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

/** Whether a run has a phase: whoever has come so far as to take over has one. */
export function hasPhase({ typedSearchAttributes }: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): boolean {
  return typedSearchAttributes.get(phaseAttribute) !== undefined;
}

/** A run that Temporal describes as closed. */
export function closedRun(run: WorkflowExecutionDescription): ClosedRun {
  const { status, startTime, closeTime, typedSearchAttributes } = run;
  return {
    wasInterrupted: status.name === 'TERMINATED' || status.name === 'TIMED_OUT',
    tookOver: hasTakenOver(run),
    wasReset: wasReset(run),
    isUnsettled: typedSearchAttributes.get(phaseAttribute) === UNSETTLED,
    startTime: startTime.getTime(),
    closeTime: closeTime?.getTime(),
    imageId: imageIdIn(typedSearchAttributes.get(imageIdAttribute)),
    suspectImageIds: suspectsIn(run),
  };
}

/**
 * Whether a run came to answer for the calls before it. Whoever starts a run may set its phase: it counts for a child, whose
 * parent set it, and for a run that has come to its tasks and named itself.
 */
function hasTakenOver(run: WorkflowExecutionDescription): boolean {
  if (!hasPhase(run)) return false;
  const { parentExecution, memo, runId } = run;
  const named = memo?.[TAKEN_OVER_MEMO];
  const firstRunId = firstRunIdOf(run);
  const isOwnName = named === runId || named === firstRunId;
  return Boolean(parentExecution) || (named !== undefined && (isOwnName || firstRunId === undefined));
}

/** Whether a run began with a reset: of all that makes a run of another one, nothing else befalls a copy. */
function wasReset(run: WorkflowExecutionDescription): boolean {
  const firstRunId = firstRunIdOf(run);
  return firstRunId !== undefined && firstRunId !== run.runId;
}

/** Older servers do not tell. */
function firstRunIdOf({ raw }: WorkflowExecutionDescription): string | undefined {
  return raw.workflowExecutionInfo?.firstRunId || undefined;
}

function suspectsIn({ memo }: Pick<WorkflowExecutionInfo, 'memo'>): string[] | undefined {
  const suspects: unknown = memo?.[SUSPECTS_MEMO];
  const imageIds = (Array.isArray(suspects) ? suspects : []).flatMap((suspect) => imageIdIn(suspect) ?? []);
  return imageIds.length > 0 ? imageIds.slice(0, MAX_SUSPECTS) : undefined;
}

/** A record that somebody else wrote may hold anything. */
function imageIdIn(recorded: unknown): string | undefined {
  return isImageId(recorded) ? recorded : undefined;
}
