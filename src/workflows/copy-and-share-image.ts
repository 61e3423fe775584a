// The workflow of one destination. The story of a copy is the protocol's (protocol/run-copy.ts); here it gets activities
// and timers to happen in, and an end that Temporal knows.
import { ApplicationFailure, CancelledFailure, upsertMemo } from '@temporalio/workflow';
import { runCopy } from '../protocol/run-copy';
import type { CopyAndShareImageInput } from '../shared/copy';
import type { DestinationResult } from '../shared/distribution';
import { RESULT_MEMO } from '../shared/workflow-types';
import { copyEffects } from './copy-effects';
import { CopyProgress } from './copy-progress';
import { prepareCopy } from './prepare-copy';
import { recordEnd, takeOver } from './run-record';

/** One copy of one image, shared: see `CopyAndShareImageInput`. Fails with the row of the result as `details[0]`. */
export async function copyAndShareImage(input: CopyAndShareImageInput): Promise<DestinationResult> {
  const wanted = await prepareCopy(input);
  takeOver(wanted);
  const progress = new CopyProgress(wanted.destination);
  const end = await runCopy(copyEffects(wanted, progress), wanted);
  const row = progress.ended(end);
  recordEnd(end);
  switch (end.kind) {
    case 'done':
      return row;
    case 'failed':
      throw ApplicationFailure.nonRetryable(end.problem.message, end.problem.type, row);
    case 'cancelled':
      // A cancelled run keeps neither a result nor failure details.
      upsertMemo({ [RESULT_MEMO]: row });
      throw new CancelledFailure('Cancelled; the row of this destination is in the memo');
  }
}
