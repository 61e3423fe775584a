// What the worker's configuration says of distributions.
import type { Timing } from '../shared/timing';

/** The worker's word on every distribution that it works on. */
export interface DistributionSettings {
  timing: Timing;
  /** Undefined: every region, every account. */
  allowedRegions?: ReadonlySet<string> | undefined;
  allowedAccounts?: ReadonlySet<string> | undefined;
}
