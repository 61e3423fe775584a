// What a run of a copy has on record, by which the next run knows what it left: its phase and image in search attributes,
// images one of which is probably the copy in its memo. Whoever starts a run may set both: only what the run itself knows counts.
import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CopyEnd } from '../protocol/run-copy';
import type { WantedCopy } from '../protocol/run-effects';
import type { PreviousRun } from '../shared/copy';
import { MAX_SUSPECTS } from '../shared/limits';
import {
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
  sourceImageAttribute,
  UNSETTLED,
} from '../shared/search-attributes';
import { SUSPECTS_MEMO, TAKEN_OVER_MEMO } from '../shared/workflow-types';

/** Takes back a phase that a starter has set: a run that is refused then answers for no call. */
export function disclaim(): void {
  if (!workflowInfo().typedSearchAttributes.get(phaseAttribute)) return;
  upsertSearchAttributes([{ key: phaseAttribute, value: null }]);
}

/** Keeps what the run before recorded on record, whatever becomes of this one. A child has it from its parent's start. */
export function keepRecord({ imageId, suspectImageIds }: PreviousRun): void {
  if (workflowInfo().typedSearchAttributes.get(imageIdAttribute) !== imageId) {
    upsertSearchAttributes([{ key: imageIdAttribute, value: imageId ?? null }]);
  }
  recordSuspects(suspectImageIds ?? []);
}

/**
 * Gives the run its phase, by which the next run tells that this one settles what it inherited before it ends: see
 * `owesNothing`. It takes what only a prepared run has, so that no refused one can have a phase. A child has it from its
 * parent, which costs no event: its input was checked before it was started.
 */
export function takeOver({ source, destination }: WantedCopy): void {
  if (workflowInfo().typedSearchAttributes.get(phaseAttribute)) return;
  // Its starter could not know it.
  upsertMemo({ [TAKEN_OVER_MEMO]: workflowInfo().firstExecutionRunId });
  upsertSearchAttributes([
    { key: sourceImageAttribute, value: source.imageId },
    { key: destinationRegionAttribute, value: destination.regionId },
    { key: phaseAttribute, value: 'copying' },
  ]);
}

/** Records what the next run has to know, where the run ends because nobody can tell what a call of it has done. */
export function recordEnd(end: CopyEnd): void {
  if (end.kind === 'done') return;
  if (end.kind === 'failed') recordSuspects([...suspectsOnRecord(), ...(end.suspects ?? [])]);
  if (end.isUnsettled) upsertSearchAttributes([{ key: phaseAttribute, value: UNSETTLED }]);
}

function recordSuspects(imageIds: readonly string[]): void {
  const suspects = [...new Set(imageIds)].slice(0, MAX_SUSPECTS);
  if (suspects.join() !== suspectsOnRecord().join()) upsertMemo({ [SUSPECTS_MEMO]: suspects });
}

function suspectsOnRecord(): string[] {
  const suspects = workflowInfo().memo?.[SUSPECTS_MEMO];
  return Array.isArray(suspects) ? suspects : [];
}
