// What a copy has to know before it begins: its plan, and whether an earlier run of it may have a call under way.
import { ApplicationFailure, CancellationScope, workflowInfo } from '@temporalio/workflow';
import { inheritedSettle } from '../protocol/previous-run';
import type { WantedCopy } from '../protocol/run-effects';
import { PREVIOUS_RUN_EVIDENCE_MS } from '../protocol/timing';
import type { CopyAndShareImageInput, CopyPlan, PreviousRun } from '../shared/copy';
import type { DistributeImageInput } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { temporalActivities } from './activity-options';
import { checkedRequest } from './checked-request';

/** Makes the plan where the parent gave none. Not cancellable: a run that ends here would leave an inherited settle. */
export function prepareCopy(input: CopyAndShareImageInput): Promise<WantedCopy> {
  return CancellationScope.nonCancellable(async () => {
    const previousRun = await previousRunOf(input?.previousRun);
    const plan = input?.plan ?? (await makePlan(input));
    return {
      source: input.source,
      destination: input.destination,
      onNameTaken: input.onNameTaken ?? 'fail',
      onCancel: input.onCancel ?? 'cancel-copy',
      plan,
      originalRunId: workflowInfo().originalExecutionRunId,
      deadline: workflowInfo().startTime.getTime() + plan.copyTimeoutMs,
      knownImageId: previousRun.imageId,
      interruptedAt: inheritedSettle(previousRun, { timing: plan.timing, now: Date.now() }),
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
 * A run started by hand has no plan: it makes the plan of a distribution to one destination, with the same checks.
 * Nobody has checked its input, so nothing of it is taken for granted.
 */
async function makePlan(input: Partial<CopyAndShareImageInput> | undefined): Promise<CopyPlan> {
  const { source, destination, onNameTaken, onCancel } = input ?? {};
  const { imageName, shareWith } = destination ?? {};
  const request = { source, imageName, shareWith, destinations: [destination], onNameTaken, onCancel };
  const plan = await checkedRequest(request as DistributeImageInput);
  const [planned] = plan.destinations;
  if (planned && !planned.refusal) return { ...plan, copyKey: planned.copyKey };
  const { message, type, ...rest } = planned?.refusal ?? { message: 'No plan', type: ErrorType.InvalidInput };
  throw ApplicationFailure.nonRetryable(message, type, rest);
}
