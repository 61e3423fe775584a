// What the copy protocol works with: the copy that is wanted, and the world in which it is ensured.
import type { AttemptCopyInput, AwaitCopyInput, CopyAttempt, CopyPlan, Destination, SettleEnd } from '../shared/copy';
import type { OnNameTaken, SourceImage } from '../shared/distribution';

/** What the protocol needs of the world. Times in ms since the epoch. */
export interface CopyEffects {
  /** One look and, when it finds nothing, one CopyImage. A throw means that nobody knows what happened. */
  attemptCopy(input: AttemptCopyInput): Promise<CopyAttempt>;
  /** Looks again and again until the copy shows or the call can no longer take effect. */
  awaitCopy(input: AwaitCopyInput): Promise<SettleEnd>;
  /** Throws when the run is cancelled meanwhile. */
  sleep(milliseconds: number): Promise<void>;
  /** Throws when the run is cancelled. */
  throwIfCancelled(): void;
  now(): number;
  /** In [0, 1). */
  random(): number;
}

/** The copy to ensure. */
export interface WantedCopy {
  source: SourceImage;
  destination: Destination;
  onNameTaken: OnNameTaken;
  plan: CopyPlan;
  originalRunId: string;
  /** No call is tried again after this. */
  deadline: number;
  /** An image id that an earlier answer or run named. */
  knownImageId?: string | undefined;
  /** When an earlier run of this copy was interrupted: its CopyImage call may still be under way. */
  interruptedAt?: number | undefined;
}
