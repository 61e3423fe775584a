// Runs one destination of a distribution as a child, and turns every end of it into a row: it never throws.
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  sleep,
  startChild,
  TerminatedFailure,
} from '@temporalio/workflow';
import type { CopyRun } from '../shared/activities';
import type { CheckedDestination, CheckedRequest } from '../shared/checked-request';
import type { CopyAndShareImageInput, PreviousRun } from '../shared/copy';
import type { DestinationOutcome, DestinationResult } from '../shared/distribution';
import { copyWorkflowId } from '../shared/ids';
import type { Problem } from '../shared/problem';
import { terminated, unexpected } from '../shared/problems';
import {
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
  sourceImageAttribute,
} from '../shared/search-attributes';
import { SUSPECTS_MEMO } from '../shared/workflow-types';
import { isCancelled, problemOf } from './activity-failure';
import { temporalActivities } from './activity-options';
import type { copyAndShareImage } from './copy-and-share-image';
import type { DestinationRow } from './distribution-progress';
import { summaryText } from './presentation';
import type { StartPortions } from './start-portions';

/** What the destinations of a run have in common. */
export interface DistributionRun {
  request: CheckedRequest;
  portions: StartPortions;
}

/** Runs a destination to its end. */
export async function runDestination(
  { request, portions }: DistributionRun,
  destination: CheckedDestination,
  row: DestinationRow,
) {
  const startedAt = now();
  if (destination.refusal) return row.end(rowOf(destination, startedAt, 'refused', destination.refusal));
  let run: CopyRun | undefined;
  try {
    const child = await startAsOwner({ request, portions }, destination, row);
    run = { workflowId: child.workflowId, runId: child.firstExecutionRunId };
    row.end(await child.result());
  } catch (error) {
    const wasCancelled = isCancelled(error) ? run : undefined;
    row.end(failedRow(destination, startedAt, error), wasCancelled);
  }
}

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 30_000;

/** Starts the child as soon as no other run owns the copy. */
async function startAsOwner(
  { request, portions }: DistributionRun,
  destination: CheckedDestination,
  row: DestinationRow,
) {
  const workflowId = copyWorkflowId(request.source, destination);
  const { awaitOwnership } = temporalActivities(`Wait until no other run owns the copy in ${destination.regionId}`);
  const wait = { workflowId, deadline: Date.now() + request.copyTimeoutMs };
  for (let tries = 1; ; tries++) {
    row.update({ phase: 'starting' });
    const previousRun = await awaitOwnership(wait);
    await portions.next();
    try {
      const child = await startCopy(request, destination, previousRun);
      row.update({ phase: 'started' });
      return child;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await sleep(Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LAST_PAUSE_MS));
  }
}

function startCopy(request: CheckedRequest, destination: CheckedDestination, previousRun: PreviousRun) {
  const { source } = request;
  const { regionId, imageName, shareWith } = destination;
  const { imageId, suspectImageIds } = previousRun;
  return startChild<typeof copyAndShareImage>('copyAndShareImage', {
    workflowId: copyWorkflowId(source, destination),
    args: [childInput(request, destination, previousRun)],
    // Nothing was there a moment ago: then nothing may be there now.
    workflowIdReusePolicy: previousRun.status === 'NOT_FOUND' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
    parentClosePolicy: 'REQUEST_CANCEL',
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    staticSummary: summaryText(`${imageName}: ${source.regionId} to ${regionId}`),
    staticDetails: `Image \`${source.imageId}\` of ${source.regionId} as \`${imageName}\` in ${regionId}, shared with ${shareWith.length} accounts: ${shareWith.join(', ')}`,
    typedSearchAttributes: [
      { key: sourceImageAttribute, value: source.imageId },
      { key: destinationRegionAttribute, value: regionId },
      { key: phaseAttribute, value: 'copying' },
      ...(imageId === undefined ? [] : [{ key: imageIdAttribute, value: imageId }]),
    ],
    ...(suspectImageIds !== undefined && { memo: { [SUSPECTS_MEMO]: suspectImageIds } }),
  });
}

function childInput(
  request: CheckedRequest,
  destination: CheckedDestination,
  previousRun: PreviousRun,
): CopyAndShareImageInput {
  const { source, sourceProperties, copyTimeoutMs, timing, onNameTaken, onCancel } = request;
  const { copyKey, refusal, ...wanted } = destination;
  return {
    source,
    destination: wanted,
    onNameTaken,
    onCancel,
    terms: { copyKey, sourceProperties, copyTimeoutMs, timing },
    previousRun,
  };
}

/** The row of a child, or of the wait for it, that did not end well. */
function failedRow(destination: CheckedDestination, startedAt: string, error: unknown): DestinationResult {
  if (isCancelled(error)) return rowOf(destination, startedAt, 'cancelled');
  const cause = error instanceof ChildWorkflowFailure ? error.cause : error;
  if (cause instanceof TerminatedFailure)
    return rowOf(destination, startedAt, 'failed', terminated(destination.regionId));
  if (error instanceof ActivityFailure) return rowOf(destination, startedAt, 'failed', problemOf(error));
  const [row] = cause instanceof ApplicationFailure ? (cause.details ?? []) : [];
  return (
    (row as DestinationResult | undefined) ?? rowOf(destination, startedAt, 'failed', unexpected(messageOf(cause)))
  );
}

function rowOf(
  { regionId, imageName }: CheckedDestination,
  startedAt: string,
  outcome: DestinationOutcome,
  error?: Problem,
): DestinationResult {
  const empty = { sharedWith: [], duplicates: [], requestIds: {} };
  return { regionId, imageName, outcome, ...empty, startedAt, finishedAt: now(), ...(error && { error }) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function now(): string {
  return new Date(Date.now()).toISOString();
}
