// What a run of a copy has on record, by which the next run knows what it left: its phase and image in search attributes, an
// image that is probably the copy in its memo. Whoever starts a run may set both: only what the run itself knows counts.
import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CopyEnd } from '../protocol/run-copy';
import type { WantedCopy } from '../protocol/run-effects';
import type { PreviousRun } from '../shared/copy';
import { ErrorType } from '../shared/error-types';
import {
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
  sourceImageAttribute,
} from '../shared/search-attributes';
import { SUSPECT_MEMO } from '../shared/workflow-types';

/** Takes back a phase that a starter has set: a run that is refused then answers for no call. */
export function disclaim(): void {
  if (!workflowInfo().typedSearchAttributes.get(phaseAttribute)) return;
  upsertSearchAttributes([{ key: phaseAttribute, value: null }]);
}

/** Keeps what the run before recorded on record, whatever becomes of this one. A child has it from its parent's start. */
export function keepRecord({ imageId, suspectImageId }: PreviousRun): void {
  if (workflowInfo().typedSearchAttributes.get(imageIdAttribute) !== imageId) {
    upsertSearchAttributes([{ key: imageIdAttribute, value: imageId ?? null }]);
  }
  recordSuspect(suspectImageId);
}

/**
 * Gives the run its phase, by which the next run tells that this one settles what it inherited before it ends: see
 * `leftBehind`. It takes what only a prepared run has, so that no refused one can have a phase. A child has it from its
 * parent, which costs no event: its input was checked before it was started.
 */
export function takeOver({ source, destination }: WantedCopy): void {
  if (workflowInfo().typedSearchAttributes.get(phaseAttribute)) return;
  upsertSearchAttributes([
    { key: sourceImageAttribute, value: source.imageId },
    { key: destinationRegionAttribute, value: destination.regionId },
    { key: phaseAttribute, value: 'copying' },
  ]);
}

/** Records an image that is probably the copy, where the run ends because nobody can tell. */
export function recordEnd(end: CopyEnd): void {
  const isOutcomeUnknown = end.kind === 'failed' && end.problem.type === ErrorType.CopyOutcomeUnknown;
  if (isOutcomeUnknown && end.imageId !== undefined) recordSuspect(end.imageId);
}

function recordSuspect(imageId: string | undefined): void {
  if (workflowInfo().memo?.[SUSPECT_MEMO] !== imageId) upsertMemo({ [SUSPECT_MEMO]: imageId ?? null });
}
