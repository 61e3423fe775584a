// What a copy has to know before it begins: its terms, and whether an earlier run of it may have a call under way.
import { ApplicationFailure, CancellationScope, workflowInfo } from '@temporalio/workflow';
import { inheritedSettle } from '../protocol/previous-run';
import type { WantedCopy } from '../protocol/run-effects';
import { PREVIOUS_RUN_EVIDENCE_MS } from '../protocol/timing';
import type { CopyAndShareImageInput, CopyTerms, PreviousRun } from '../shared/copy';
import type { DistributeImageInput } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { temporalActivities } from './activity-options';
import { checkedRequest } from './checked-request';

/** Gets the terms where the parent gave none. Not cancellable: a run that ends here would leave an inherited settle. */
export function prepareCopy(input: CopyAndShareImageInput): Promise<WantedCopy> {
  return CancellationScope.nonCancellable(async () => {
    const previousRun = await previousRunOf(input?.previousRun);
    const terms = input?.terms ?? (await ownTerms(input));
    return {
      source: input.source,
      destination: input.destination,
      onNameTaken: input.onNameTaken ?? 'fail',
      onCancel: input.onCancel ?? 'cancel-copy',
      terms,
      originalRunId: workflowInfo().originalExecutionRunId,
      deadline: workflowInfo().startTime.getTime() + terms.copyTimeoutMs,
      knownImageId: previousRun.imageId,
      interruptedAt: inheritedSettle(previousRun, { timing: terms.timing, now: Date.now() }),
    };
  });
}

/** What the parent saw counts for as long as no other run can have come and gone since. */
async function previousRunOf(previousRun: PreviousRun | undefined): Promise<PreviousRun> {
  const { startTime } = workflowInfo();
  const isFresh = previousRun && startTime.getTime() - previousRun.checkedAt <= PREVIOUS_RUN_EVIDENCE_MS;
  return isFresh ? previousRun : temporalActivities('Look for earlier runs of this copy').findPreviousRun();
}

/**
 * A run started by hand has no terms: it gets those of a distribution to one destination, with the same checks.
 * Nobody has checked its input, so nothing of it is taken for granted.
 */
async function ownTerms(input: Partial<CopyAndShareImageInput> | undefined): Promise<CopyTerms> {
  const { source, destination, onNameTaken, onCancel } = input ?? {};
  const { imageName, shareWith } = destination ?? {};
  const request = { source, imageName, shareWith, destinations: [destination], onNameTaken, onCancel };
  const checked = await checkedRequest(request as DistributeImageInput);
  const [only] = checked.destinations;
  if (only && !only.refusal) return { ...checked, copyKey: only.copyKey };
  const { message, type, ...rest } = only?.refusal ?? { message: 'No destination', type: ErrorType.InvalidInput };
  throw ApplicationFailure.nonRetryable(message, type, rest);
}
