// The workflow of a distribution: plan, one child per destination behind a window, the whole table at the end.
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { DistributeImageInput, DistributionResult } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import type { DistributionForecast, DistributionPlan } from '../shared/plan';
import { sourceImageAttribute } from '../shared/search-attributes';
import { RESULT_MEMO } from '../shared/workflow-types';
import { applicationCause, isCancelled } from './activity-failure';
import { planningActivities } from './activity-options';
import { runDestination } from './destination-run';
import { DistributionProgress } from './distribution-progress';

/** Fails with the activity's own failure, so that its type and message are the run's. */
async function plan(input: DistributeImageInput): Promise<DistributionPlan> {
  try {
    return await planningActivities('Check the input against the cloud').makePlan(input);
  } catch (error) {
    if (isCancelled(error)) throw new CancelledFailure('Cancelled before there was a plan');
    throw (error instanceof ActivityFailure && applicationCause(error)) || error;
  }
}

/** Works on all destinations, `maxConcurrent` at a time. No destination's end is another's. */
async function runAll(distribution: DistributionPlan, progress: DistributionProgress): Promise<void> {
  const waiting = distribution.destinations.entries();
  const work = async () => {
    for (const [index, destination] of waiting) {
      await runDestination(distribution, destination, progress.row(index));
    }
  };
  await Promise.all(Array.from({ length: distribution.maxConcurrent }, work));
}

/** The table in the details has them all. */
const MAX_NAMED = 10;

function incomplete(result: DistributionResult): ApplicationFailure {
  const open = result.destinations.filter(({ outcome }) => outcome !== 'copied' && outcome !== 'adopted');
  const reasons = open.map(({ regionId, error, outcome }) => `${regionId} (${error?.type ?? outcome})`);
  const more = reasons.length > MAX_NAMED ? `, and ${reasons.length - MAX_NAMED} more` : '';
  const list = reasons.slice(0, MAX_NAMED).join(', ') + more;
  return ApplicationFailure.nonRetryable(
    `${open.length} of ${result.destinations.length} destinations are not done: ${list}`,
    ErrorType.DistributionIncomplete,
    result,
  );
}

/** One image to many regions, shared there: see `DistributeImageInput`. Green only if every destination is done. */
export async function distributeImage(input: DistributeImageInput): Promise<DistributionResult> {
  const run = CancellationScope.current();
  const progress = new DistributionProgress();
  const distribution = await plan(input);
  // Set already where our client started the run.
  if (!workflowInfo().typedSearchAttributes.get(sourceImageAttribute)) {
    upsertSearchAttributes([{ key: sourceImageAttribute, value: distribution.source.imageId }]);
  }
  progress.planned(distribution);
  await runAll(distribution, progress);
  const result = await CancellationScope.nonCancellable(() => progress.result());
  const isDone = result.destinations.every(({ outcome }) => outcome === 'copied' || outcome === 'adopted');
  if (isDone) return result;
  if (run.consideredCancelled) {
    upsertMemo({ [RESULT_MEMO]: result });
    throw new CancelledFailure('The distribution was cancelled; its result is in the memo');
  }
  throw incomplete(result);
}

/** What a distribution would do now. Writes nothing. */
export async function planDistribution(input: DistributeImageInput): Promise<DistributionForecast> {
  const distribution = await plan(input);
  return planningActivities('Look at every destination').forecastDistribution(distribution);
}
