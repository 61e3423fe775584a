// What an earlier run of a copy left behind: whether a CopyImage call of it may still be under way.
import type { PreviousRun } from '../shared/copy';

/** A closed run, as Temporal describes it. Times in ms since the epoch. */
export interface ClosedRun {
  /** It was ended from outside: terminated, or timed out. */
  wasInterrupted: boolean;
  /** It came to answer for the calls before it: see `tookOver` in `leftBehind`. */
  tookOver: boolean;
  /** It began with a reset, perhaps behind an attempt that it then knows nothing of. */
  wasReset: boolean;
  startTime?: number | undefined;
  closeTime?: number | undefined;
  /** The image that stood for the copy. */
  imageId?: string | undefined;
  /** Images without a marker, one of which is probably the copy. */
  suspectImageIds?: string[] | undefined;
}

/**
 * A run that took over and ended by itself owes nothing: it finished its own settle and the one that it inherited, also
 * when it was cancelled. One that ended before it took over, because its input was refused, has settled nothing of what
 * it may have inherited. One that began with a reset may have ended without a single attempt: Temporal ended the run that
 * was open, whose call may be under way.
 */
export function leftBehind(run: ClosedRun, checkedAt: number): PreviousRun {
  const { wasInterrupted, tookOver, wasReset, startTime, closeTime, imageId, suspectImageIds } = run;
  const owesNothing = tookOver && !wasInterrupted && !wasReset;
  const status = owesNothing ? 'ENDED' : 'INTERRUPTED';
  return { checkedAt, status, startTime, closeTime, imageId, suspectImageIds };
}

/**
 * When the settle begins that a run inherits: at the end of an earlier run of the copy that was interrupted, or now when
 * nothing sure is known of it. One whose window is over takes a single look: the image of a call may have no marker.
 * Undefined: no call of it can be under way, or have made an image that nobody knows. Ms since the epoch.
 */
export function inheritedSettle({ status, closeTime }: PreviousRun, now: number): number | undefined {
  return status === 'NOT_FOUND' || status === 'ENDED' ? undefined : (closeTime ?? now);
}
