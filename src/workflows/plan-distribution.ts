// The workflow that tells what a distribution would do now, and writes nothing.
import type { DistributeImageInput } from '../shared/distribution';
import type { DistributionPlan } from '../shared/plan';
import { requestActivities } from './activity-options';
import { checkedRequest } from './checked-request';

/** What a distribution would do with each destination. Fails with `InvalidInput` as the distribution would. */
export async function planDistribution(input: DistributeImageInput): Promise<DistributionPlan> {
  const request = await checkedRequest(input);
  return requestActivities('Look at every destination').makePlan(request);
}
