// The contract of `copyAndShareImage`: one wanted copy, what is known before it starts, and how it was found or made.
import type { OnCancel, OnNameTaken, SourceImage } from './distribution';
import type { Timing } from './timing';

/** A destination with every default applied and every rule checked. */
export interface Destination {
  regionId: string;
  imageName: string;
  description?: string | undefined;
  shareWith: string[];
}

/** What the source image is, for comparison with an image that holds the wanted name. */
export interface SourceProperties {
  osType?: string | undefined;
  platform?: string | undefined;
  size?: number | undefined;
}

/** The last run of the same copy, seen just before this one started. Times in ms since the epoch. */
export interface PreviousRun {
  checkedAt: number;
  /** `INTERRUPTED`: terminated or timed out, so a CopyImage call of it may still be under way. */
  status: 'NOT_FOUND' | 'ENDED' | 'INTERRUPTED' | 'UNKNOWN';
  closeTime?: number | undefined;
  /** From that run's result or failure. */
  imageId?: string | undefined;
}

/** What `makePlan` found out about a copy. */
export interface CopyPlan {
  copyKey: string;
  sourceProperties: SourceProperties;
  copyTimeoutMs: number;
  timing: Timing;
}

/** Input of the workflow `copyAndShareImage`. Started by hand it has neither plan nor evidence, and gets both itself. */
export interface CopyAndShareImageInput {
  source: SourceImage;
  destination: Destination;
  onNameTaken?: OnNameTaken | undefined;
  onCancel?: OnCancel | undefined;
  plan?: CopyPlan | undefined;
  previousRun?: PreviousRun | undefined;
}

/** The image that stands for the wanted copy. */
export interface FoundCopy {
  imageId: string;
  /** Its marker or our own CopyImage answer says that this very run made it. */
  madeByThisRun: boolean;
  /** It carries no marker of ours and was adopted by its name. */
  foreign: boolean;
  /** More images with the same copy key. */
  duplicates: string[];
  /** RequestId of the CopyImage call, where its answer arrived. */
  requestId?: string | undefined;
}

/** A call that failed, as much of it as a history may hold. */
export interface CallFailure {
  type: string;
  code?: string | undefined;
  message: string;
  requestId?: string | undefined;
  hint: string;
}

/** A refused call, and when it may be tried again. */
export interface Refusal {
  failure: CallFailure;
  retryable: boolean;
  /** Another copy of the same image is under way: try again minutes later. */
  conflict: boolean;
  retryAfterMs?: number | undefined;
}

/** What one attempt, a look and perhaps a CopyImage call, came to. */
export type CopyAttempt =
  | { kind: 'found'; copy: FoundCopy }
  /** Nothing is there, and an attempt that was to look only sent nothing. */
  | { kind: 'absent' }
  | { kind: 'name-taken'; imageId: string }
  | { kind: 'name-held'; failure: CallFailure }
  | { kind: 'must-settle'; runId: string }
  | { kind: 'not-applied'; refusal: Refusal }
  /** `date`: the call's own date, in ms since the epoch. */
  | { kind: 'unknown'; date?: number | undefined; failure?: CallFailure | undefined };

/** How a settle ended. */
export type SettleEnd =
  | { kind: 'found'; copy: FoundCopy }
  /** The call took effect and its copy failed. */
  | { kind: 'create-failed'; imageId: string }
  /** An image with the wanted name, made since the call, that has no description yet. */
  | { kind: 'unmarked'; imageId: string }
  | { kind: 'never-seen' };

/** Input of the activity `attemptCopy`. */
export interface AttemptCopyInput {
  source: SourceImage;
  destination: Destination;
  copyKey: string;
  sourceProperties: SourceProperties;
  onNameTaken: OnNameTaken;
  /** Sends nothing, whatever the look shows: for a run that ends. */
  lookOnly: boolean;
  /** An image id that an earlier answer or run named: read by id when no listing shows it. */
  knownImageId?: string | undefined;
  /** The run that the workflow started as; a later run id means that it was reset. */
  originalRunId: string;
  /** Runs since a reset whose predecessor has settled. */
  clearedRunIds: string[];
}

/** Input of the activity `awaitCopy`. Times in ms since the epoch. */
export interface AwaitCopyInput {
  destination: Destination;
  copyKey: string;
  startedAt: number;
  /** Only a complete look that began after this counts as never seen. */
  until: number;
  /** An unmarked image of the wanted name made after this may be ours. */
  createdAfter: number;
  timing: Timing;
}
