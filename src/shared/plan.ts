// What `makePlan` gives: the checked input with every default applied, and what `planDistribution` shows of it.
import type { Destination, SourceProperties } from './copy';
import type { OnCancel, OnNameTaken, SourceImage } from './distribution';
import type { Problem } from './problem';
import type { Timing } from './timing';

/** A destination that is ready to be started, or the reason why it is not. */
export interface PlannedDestination extends Destination {
  copyKey: string;
  refusal?: Problem | undefined;
}

/** Everything that a distribution needs from the worker's configuration and the cloud before it starts. */
export interface DistributionPlan {
  source: SourceImage;
  sourceProperties: SourceProperties;
  destinations: PlannedDestination[];
  maxConcurrent: number;
  copyTimeoutMs: number;
  onNameTaken: OnNameTaken;
  onCancel: OnCancel;
  timing: Timing;
}

/** What a distribution would do with a destination now. `unknown`: the look there failed. */
export type PlannedAction = 'copy' | 'adopt' | 'nothing-to-do' | 'refused' | 'unknown';

/** One row of the answer of `planDistribution`. */
export interface DestinationForecast {
  regionId: string;
  imageName: string;
  action: PlannedAction;
  imageId?: string | undefined;
  /** The accounts that the image is not shared with yet. */
  missingAccounts: string[];
  error?: Problem | undefined;
}

/** Result of the workflow `planDistribution`. Nothing was written. */
export interface DistributionForecast {
  source: SourceImage;
  destinations: DestinationForecast[];
}
