// The activity of `planDistribution`: what a checked request would do now, destination by destination.
import type { ImageReads } from '../protocol/cloud';
import type { CheckedDestination, CheckedRequest } from '../shared/checked-request';
import type { DestinationPlan, DistributionPlan } from '../shared/plan';
import { lookTooLong } from '../shared/problems';
import { planDestination } from './plan-destination';

/** Makes the activity. A region that does not answer in time is `unknown` in its own row, and holds up no other. */
export function createMakePlan(reads: ImageReads) {
  return async (request: CheckedRequest): Promise<DistributionPlan> => {
    const limitMs = Math.min(LOOK_CALLS * request.timing.callTimeoutMs, LONGEST_LOOK_MS);
    const rows = request.destinations.map((destination) =>
      within(limitMs, planDestination(reads, request, destination), () => unknownRow(destination)),
    );
    return { source: request.source, destinations: await Promise.all(rows) };
  };
}

/** A look is a few calls; and the activity as a whole has two minutes. */
const LOOK_CALLS = 3;
const LONGEST_LOOK_MS = 100_000;

function unknownRow({ regionId, imageName, shareWith }: CheckedDestination): DestinationPlan {
  return { regionId, imageName, action: 'unknown', missingAccounts: shareWith, error: lookTooLong(regionId) };
}

async function within<T>(limitMs: number, work: Promise<T>, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
