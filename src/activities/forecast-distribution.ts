// The activity of `planDistribution`: what a checked request would do now, destination by destination.
import type { ImageReads } from '../protocol/cloud';
import type { DistributionForecast, DistributionPlan } from '../shared/plan';
import { forecastDestination } from './forecast-destination';

/** Makes the activity. */
export function createForecastDistribution(reads: ImageReads) {
  return async (plan: DistributionPlan): Promise<DistributionForecast> => {
    const rows = plan.destinations.map((destination) => forecastDestination(reads, plan, destination));
    return { source: plan.source, destinations: await Promise.all(rows) };
  };
}
