// What `planDistribution` tells: what a distribution would do now.
import type { SourceImage } from './distribution';
import type { Problem } from './problem';

/** What a distribution would do with a destination now. `unknown`: the look there failed. */
export type PlannedAction = 'copy' | 'adopt' | 'nothing-to-do' | 'refused' | 'unknown';

/** One row of the answer of `planDistribution`. */
export interface DestinationPlan {
  regionId: string;
  imageName: string;
  action: PlannedAction;
  imageId?: string | undefined;
  /** The accounts that the image is not shared with yet. */
  missingAccounts: string[];
  error?: Problem | undefined;
}

/** Result of the workflow `planDistribution`. Nothing was written. */
export interface DistributionPlan {
  source: SourceImage;
  destinations: DestinationPlan[];
}
