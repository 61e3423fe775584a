// The activities as workflows know them: their names, what each takes, and what it gives.

import type { CheckedRequest } from './checked-request';
import type { Copy, Destination, PreviousRun, SourceProperties } from './copy';
import type { DestinationResult, DistributeImageInput, OnNameTaken, SourceImage } from './distribution';
import type { DistributionPlan } from './plan';
import type { Problem } from './problem';
import type { Timing } from './timing';

/** The activities of a worker. */
export interface Activities {
  /** Checks a request by its rules and against the cloud. Fails with `InvalidInput`. */
  checkRequest(request: DistributeImageInput): Promise<CheckedRequest>;
  /** What a distribution would do now. */
  makePlan(request: CheckedRequest): Promise<DistributionPlan>;
  /** Waits until no run owns the copy, and tells what its last one left. */
  awaitOwnership(input: AwaitOwnershipInput): Promise<PreviousRun>;
  /** What the last run of the own workflow id left, for a run that no parent tells. */
  findPreviousRun(): Promise<PreviousRun>;
  /** Looks for the copy and, when there is none, sends one CopyImage. */
  attemptCopy(input: AttemptCopyInput): Promise<CopyAttempt>;
  /** Looks until a call of unknown outcome shows its copy, or can no longer take effect. */
  settleCopy(input: SettleInput): Promise<SettleEnd>;
  /** Returns when the image is Available. */
  awaitAvailable(input: AwaitAvailableInput): Promise<void>;
  /** Shares the image, reads back, and looks for duplicates. */
  shareImage(input: ShareImageInput): Promise<Shared>;
  /** Ends a copy in flight. */
  cancelCopy(input: CancelCopyInput): Promise<CancelledCopy>;
  /** The rows that cancelled copies left, null where one left none, in the order of the runs. */
  readCopyResults(runs: CopyRun[]): Promise<(DestinationResult | null)[]>;
}

/** Input of `awaitOwnership`. */
export interface AwaitOwnershipInput {
  /** Of the copy. */
  workflowId: string;
  /** When the wait for another run ends: ms since the epoch. */
  deadline: number;
}

/** Input of `attemptCopy`. */
export interface AttemptCopyInput {
  source: SourceImage;
  destination: Destination;
  copyKey: string;
  sourceProperties: SourceProperties;
  onNameTaken: OnNameTaken;
  /** An image id that an earlier answer or run named: read by id when no listing shows it. */
  knownImageId?: string | undefined;
  /** Images one of which is probably the copy of an earlier run's call: while one has no marker, nothing is sent. */
  suspectImageIds?: string[] | undefined;
  /** An attempt that is scheduled after this sends nothing: ms since the epoch. */
  deadline: number;
  /** The run that the workflow started as; a later run id means that it was reset. */
  originalRunId: string;
  /** Runs since a reset whose predecessor has settled. */
  clearedRunIds: string[];
}

/** What one attempt, a look and perhaps a CopyImage call, came to. */
export type CopyAttempt =
  | { kind: 'copy'; copy: Copy }
  /** A look shows who holds the name. */
  | { kind: 'name-taken'; imageId: string }
  /** A look shows an image with the copy's marker that cannot be a copy of the source. */
  | { kind: 'not-a-copy'; imageId: string }
  /** Images that an earlier run left are there, without a marker: one is probably the copy. */
  | { kind: 'suspects'; imageIds: string[] }
  /** CopyImage was refused for the name, and the look before it showed nobody who holds it. */
  | { kind: 'name-in-use'; problem: Problem }
  | { kind: 'must-settle'; runId: string }
  | { kind: 'not-applied'; refusal: Refusal }
  /** `date`: the call's own date, in ms since the epoch. */
  | { kind: 'unknown'; date?: number | undefined; problem?: Problem | undefined };

/** A refused call, and when it may be tried again. */
export interface Refusal {
  problem: Problem;
  retryable: boolean;
  /** Another copy of the same image is under way: try again minutes later. */
  isConflict: boolean;
  retryAfterMs?: number | undefined;
}

/** Input of the settle. Times in ms since the epoch. */
export interface SettleInput {
  destination: Destination;
  copyKey: string;
  sourceProperties: SourceProperties;
  /** The image of an earlier run's record: it tells nothing of the call. */
  knownImageId?: string | undefined;
  startedAt: number;
  /** Only a complete look that began after this counts as never seen. */
  until: number;
  /** An image made before this is not the call's: neither one that failed, nor one of the name without a description. */
  createdAfter: number;
  timing: Timing;
}

/** How a settle ended. */
export type SettleEnd =
  | { kind: 'copy'; copy: Copy }
  /** The call took effect and its copy failed. */
  | { kind: 'create-failed'; imageId: string }
  /** Images with the wanted name, made since the call, that have no marker yet: one at least. */
  | { kind: 'unmarked'; imageIds: string[] }
  | { kind: 'never-seen' };

/** Input of the wait until an image is Available. */
export interface AwaitAvailableInput {
  regionId: string;
  imageId: string;
  /** The key that the description must carry; undefined for a foreign image. */
  copyKey?: string | undefined;
  /** What the source is; undefined where the image may be another: one that this run made, or a foreign one. */
  sourceProperties?: SourceProperties | undefined;
  /** A look has shown it: when it is absent now, it is gone. */
  wasSeen?: boolean | undefined;
  /**
   * The run that the workflow started as. After a reset the answer that named the image may be of any age: what no read
   * has shown for a settle window is gone then, too.
   */
  originalRunId: string;
  timing: Timing;
}

/** Input of `shareImage`. */
export interface ShareImageInput {
  regionId: string;
  imageId: string;
  shareWith: string[];
  copyKey: string;
  timing: Timing;
}

/** Result of `shareImage`: every asked account was read back. */
export interface Shared {
  sharedWith: string[];
  duplicates: string[];
  /** Of the ModifyImagePermission calls. */
  requestIds: string[];
}

/** Input of `cancelCopy`. */
export interface CancelCopyInput {
  regionId: string;
  imageId: string;
  timing: Timing;
}

/** What is left of a copy that was cancelled: nothing, or the image, which was finished before. */
export interface CancelledCopy {
  left: 'gone' | 'image';
}

/** A run of a copy. */
export interface CopyRun {
  workflowId: string;
  runId: string;
}
