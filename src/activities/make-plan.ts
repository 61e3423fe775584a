// The activity of `planDistribution`: what a checked request would do now, destination by destination.
import type { ImageReads } from '../protocol/cloud';
import type { CheckedRequest } from '../shared/checked-request';
import type { DistributionPlan } from '../shared/plan';
import { planDestination } from './plan-destination';

/** Makes the activity. */
export function createMakePlan(reads: ImageReads) {
  return async (request: CheckedRequest): Promise<DistributionPlan> => {
    const rows = request.destinations.map((destination) => planDestination(reads, request, destination));
    return { source: request.source, destinations: await Promise.all(rows) };
  };
}
