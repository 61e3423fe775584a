// What a run of a copy works with: the copy that is wanted, and the world in which it is made. The workflow makes these
// effects of activities and timers, a simulation of a model in virtual time.
import type { AttemptCopyInput, CopyAttempt, SettleEnd, SettleInput, Shared } from '../shared/activities';
import type { Copy, CopyTerms, Destination } from '../shared/copy';
import type { OnCancel, OnNameTaken, SourceImage } from '../shared/distribution';
import type { Problem } from '../shared/problem';

/** The copy to make. Times in ms since the epoch. */
export interface WantedCopy {
  source: SourceImage;
  destination: Destination;
  onNameTaken: OnNameTaken;
  onCancel: OnCancel;
  terms: CopyTerms;
  originalRunId: string;
  /** When the run began; a reset keeps it. */
  beganAt: number;
  /** No call is tried again after this, but that a settle makes the time count anew. */
  deadline: number;
  /** An image id that an earlier answer or run named. */
  knownImageId?: string | undefined;
  /** Images without a marker, one of which is probably the copy of an earlier run's call. */
  suspectImageIds?: string[] | undefined;
  /** When an earlier run of this copy was interrupted: its CopyImage call may still be under way. */
  interruptedAt?: number | undefined;
  /** When that run began. */
  interruptedSince?: number | undefined;
}

/** How a wait ended. */
export type WaitEnd = { kind: 'available' } | { kind: 'failed'; problem: Problem };

/** What a run needs of the world. "Goes on": a cancel of the run does not end it. */
export interface RunEffects {
  /** One look and, when it finds nothing, one CopyImage. Goes on. A throw means that nobody knows what happened; a `CopyFailure` says what failed. */
  attempt(input: AttemptCopyInput): Promise<CopyAttempt>;
  /** Looks until a call of unknown outcome shows its copy or can no longer take effect. Goes on. Throws `CopyFailure`. */
  settle(input: SettleInput): Promise<SettleEnd>;
  /** Waits until the copy is Available, but not past the deadline. Throws `Cancelled`. */
  awaitAvailable(copy: Copy, deadline: number): Promise<WaitEnd>;
  /** Shares, reads back and looks for duplicates. Goes on. Throws `CopyFailure`. */
  share(copy: Copy): Promise<Shared>;
  /** Ends a copy in flight; tells whether it is gone or was finished before. Goes on. Throws `CopyFailure`. */
  cancelCopy(copy: Copy): Promise<'gone' | 'finished'>;
  /** `because`: for people who look at the timer. Throws `Cancelled`. */
  sleep(milliseconds: number, because: string): Promise<void>;
  isCancelled(): boolean;
  /** Ms since the epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
}

/** The run was cancelled while it waited, or before it sent anything. */
export class Cancelled extends Error {
  override name = 'Cancelled';

  constructor() {
    super('The run was cancelled');
  }
}

interface Known {
  shared?: Shared | undefined;
  suspects?: string[] | undefined;
  isUnsettled?: boolean | undefined;
}

/** A problem that ends the run of a copy. */
export class CopyFailure extends Error {
  override name = 'CopyFailure';

  constructor(
    readonly problem: Problem,
    /** The image that it concerns, where one is known. */
    readonly imageId?: string | undefined,
    /** What is known of its sharing, which images may be the copy, and whether a call is left unsettled. */
    readonly known: Known = {},
  ) {
    super(problem.message);
  }
}

/** What an effect that failed says of it, where it says anything. */
export function problemIn(error: unknown): Problem | undefined {
  return error instanceof CopyFailure ? error.problem : undefined;
}
