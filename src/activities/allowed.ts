// The allow-lists of the worker's settings where they bind: at the activities that write, whatever a plan or an input says.
import type { Client } from '@temporalio/client';
import type { ImageReads } from '../protocol/cloud';
import type { Problem } from '../shared/problem';
import { accountsNotAllowed, regionNotAllowed } from '../shared/problems';
import type { CloudCalls } from './cloud';
import type { DistributionSettings } from './settings';

/** What an activity that writes works with. */
export interface WritingDependencies {
  cloud: CloudCalls;
  reads: ImageReads;
  client: Client;
  settings: Pick<DistributionSettings, 'allowedRegions' | 'allowedAccounts'>;
}

/** Why nothing may be written to a region; undefined where it may. */
export function forbiddenRegion(
  { allowedRegions }: WritingDependencies['settings'],
  regionId: string,
): Problem | undefined {
  return !allowedRegions || allowedRegions.has(regionId) ? undefined : regionNotAllowed(regionId);
}

/** Why an image may not be shared with some of the accounts; undefined where it may be with all. */
export function forbiddenAccounts(
  { allowedAccounts }: WritingDependencies['settings'],
  accounts: readonly string[],
): Problem | undefined {
  const forbidden = accounts.filter((account) => allowedAccounts && !allowedAccounts.has(account));
  return forbidden.length > 0 ? accountsNotAllowed(forbidden) : undefined;
}
