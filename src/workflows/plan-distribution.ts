// The workflow that tells what a distribution would do now, and writes nothing.
import type { DistributeImageInput } from '../shared/distribution';
import type { DistributionForecast } from '../shared/plan';
import { planningActivities } from './activity-options';
import { checkedRequest } from './checked-request';

/** What a distribution would do with each destination. Fails with `InvalidInput` as the distribution would. */
export async function planDistribution(input: DistributeImageInput): Promise<DistributionForecast> {
  const plan = await checkedRequest(input);
  return planningActivities('Look at every destination').forecastDistribution(plan);
}
