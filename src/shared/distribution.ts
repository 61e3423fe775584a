// The contract of `distributeImage`: what anyone sends to start a distribution, and the table that comes back.
import type { Problem } from './problem';

/** The image to copy, in the region where it lives. */
export interface SourceImage {
  regionId: string;
  imageId: string;
}

/** One wanted copy. What is left out comes from the distribution. */
export interface DestinationInput {
  regionId: string;
  imageName?: string | undefined;
  /** At most 208 UTF-16 units: the marker takes its place from the cloud's 256. */
  description?: string | undefined;
  /** Replaces the distribution's list. */
  shareWith?: string[] | undefined;
}

/** What a look does when another image already holds the wanted name. */
export type OnNameTaken = 'fail' | 'adopt' | 'copy';

/** What cancelling a run does with a copy in flight that the run itself made. */
export type OnCancel = 'cancel-copy' | 'keep';

/** Input of the workflow `distributeImage`. */
export interface DistributeImageInput {
  source: SourceImage;
  imageName: string;
  /** 1 to 500 destinations, or every region that DescribeRegions names, but the source's. */
  destinations: DestinationInput[] | 'all';
  /** Alibaba Cloud account ids as digit strings; `[]` copies only. */
  shareWith: string[];
  description?: string | undefined;
  /** How many destinations are worked on at once. */
  maxConcurrent?: number | undefined;
  /** How long one copy may take, for example `6h`. */
  copyTimeout?: string | undefined;
  onNameTaken?: OnNameTaken | undefined;
  onCancel?: OnCancel | undefined;
  /** Why this is done: for people who read the run later. Not part of the request's identity. */
  reason?: string | undefined;
}

/** How a destination ended. `copied`: this run's CopyImage made the image; `adopted`: it was there already. */
export type DestinationOutcome = 'copied' | 'adopted' | 'failed' | 'cancelled' | 'refused';

/** RequestIds of the writes that made and shared the copy, for Alibaba Cloud's support. */
export interface RequestIds {
  copy?: string | undefined;
  share?: string[] | undefined;
}

/** One row of the result. */
export interface DestinationResult {
  regionId: string;
  imageName: string;
  imageId?: string | undefined;
  outcome: DestinationOutcome;
  /** An adopted image that carries no marker of ours. */
  foreign?: boolean | undefined;
  /** The asked accounts that were read back from DescribeImagePermission. */
  sharedWith: string[];
  /** More images that carry this copy's key: the first ten of them. */
  duplicates: string[];
  requestIds: RequestIds;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  error?: Problem | undefined;
}

/** Result of `distributeImage`, also `details[0]` of its failure `DistributionIncomplete` and memo `result` of a cancelled run. */
export interface DistributionResult {
  source: SourceImage;
  destinations: DestinationResult[];
}

/**
 * Where a destination stands; the phases of the search attribute `EcdPhase` among them. `starting` lasts for as long as
 * another run owns the copy.
 */
export type DestinationPhase =
  | 'queued'
  | 'starting'
  | 'started'
  | 'copying'
  | 'settling'
  | 'settling-before-cancel'
  | 'waiting'
  | 'sharing'
  | 'cancelling'
  | 'done';

/** A row while it is worked on; with an outcome once it is done. */
export interface DestinationStatus extends Partial<DestinationResult> {
  regionId: string;
  imageName: string;
  phase: DestinationPhase;
  /** ISO 8601: the latest end of a settle. */
  settlesUntil?: string | undefined;
  percent?: number | undefined;
  attempt?: number | undefined;
}

/** Answer of the query `status` of `distributeImage`. */
export interface DistributionStatus {
  source: SourceImage;
  destinations: DestinationStatus[];
}
