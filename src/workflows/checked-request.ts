// A request, checked by the worker: what a run needs of the worker's settings and of the cloud before it does anything.
import { ActivityFailure, CancelledFailure } from '@temporalio/workflow';
import type { DistributeImageInput } from '../shared/distribution';
import type { DistributionPlan } from '../shared/plan';
import { applicationCause, isCancelled } from './activity-failure';
import { planningActivities } from './activity-options';

/** Fails with the activity's own failure, so that its type and message are the run's. */
export async function checkedRequest(input: DistributeImageInput): Promise<DistributionPlan> {
  try {
    return await planningActivities('Check the input against the cloud').makePlan(input);
  } catch (error) {
    if (isCancelled(error)) throw new CancelledFailure('Cancelled before the request was checked');
    throw (error instanceof ActivityFailure && applicationCause(error)) || error;
  }
}
