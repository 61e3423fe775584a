// The moment from which a run answers for the calls of the runs before it.
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { WantedCopy } from '../protocol/run-effects';
import { destinationRegionAttribute, phaseAttribute, sourceImageAttribute } from '../shared/search-attributes';

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
