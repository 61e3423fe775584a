// A request, checked by the worker: what a run needs of the worker's settings and of the cloud before it does anything.
import { ActivityFailure, CancelledFailure } from '@temporalio/workflow';
import type { CheckedRequest } from '../shared/checked-request';
import type { DistributeImageInput } from '../shared/distribution';
import { applicationCause, isCancelled } from './activity-failure';
import { requestActivities } from './activity-options';
import { refuseUnusable } from './usable-input';

/** Fails with `InvalidInput`, or with the activity's own failure, so that its type and message are the run's. */
export async function checkedRequest(input: DistributeImageInput): Promise<CheckedRequest> {
  refuseUnusable(input);
  try {
    return await requestActivities('Check the input against the cloud').checkRequest(input);
  } catch (error) {
    if (isCancelled(error)) throw new CancelledFailure('Cancelled before the request was checked');
    throw (error instanceof ActivityFailure && applicationCause(error)) || error;
  }
}
