// What the earlier runs of a copy left behind: whether a CopyImage call of theirs may still be under way, or may have made an
// image that nobody knows, and which images they recorded.
import type { PreviousRun } from '../shared/copy';
import { MAX_SUSPECTS } from '../shared/limits';

/** A closed run, as Temporal describes it. Times in ms since the epoch. */
export interface ClosedRun {
  /** It was ended from outside: terminated, or timed out. */
  wasInterrupted: boolean;
  /** It came to answer for the calls before it: see `owesNothing`. */
  tookOver: boolean;
  /** It began with a reset, perhaps behind an attempt that it then knows nothing of. */
  wasReset: boolean;
  /** A settle of its own came to no end. */
  isUnsettled: boolean;
  startTime?: number | undefined;
  closeTime?: number | undefined;
  /** The image that stood for the copy. */
  imageId?: string | undefined;
  /** Images without a marker, one of which is probably the copy. */
  suspectImageIds?: string[] | undefined;
}

/**
 * A run that took over and ended by itself owes nothing: it finished its own settle and the one that it inherited, also
 * when it was cancelled; unless that settle came to no end. One that ended before it took over, because its input was
 * refused, has settled nothing of what it may have inherited. One that began with a reset may have ended without a single
 * attempt: Temporal ended the run that was open, whose call may be under way.
 */
export function owesNothing({ tookOver, wasInterrupted, wasReset, isUnsettled }: ClosedRun): boolean {
  return tookOver && !wasInterrupted && !wasReset && !isUnsettled;
}

/**
 * What closed runs left, the last one first, back to one that owes nothing or to the first one of all. What one of them
 * owes, those after it owe as well: it was sent since the oldest one began.
 */
export function leftBehind(runs: readonly [ClosedRun, ...ClosedRun[]], checkedAt: number): PreviousRun {
  const [last] = runs;
  const status = owesNothing(last) ? 'ENDED' : 'INTERRUPTED';
  // A run that did not take over sent nothing.
  const senders = runs.filter((run) => run.tookOver && !owesNothing(run));
  const { startTime } = senders.at(-1) ?? last;
  return { checkedAt, status, startTime, closeTime: last.closeTime, ...recordOf(runs) };
}

/**
 * When the settle begins that a run inherits: at the end of an earlier run of the copy that was interrupted, or now when
 * nothing sure is known of it. One whose window is over takes a single look: the image of a call may have no marker.
 * Undefined: no call of it can be under way, or have made an image that nobody knows. Ms since the epoch.
 */
export function inheritedSettle({ status, closeTime }: PreviousRun, now: number): number | undefined {
  return status === 'NOT_FOUND' || status === 'ENDED' ? undefined : (closeTime ?? now);
}

/**
 * What was found of earlier runs, with the record that was seen before: it may have been forgotten since, or could not be
 * asked for.
 */
export function withRecordOf(seen: PreviousRun | undefined, found: PreviousRun): PreviousRun {
  const { imageId = seen?.imageId, suspectImageIds = seen?.suspectImageIds } = found;
  return { ...found, imageId, suspectImageIds };
}

/** Whoever starts a run may set its record: only that of a run that took over counts, with those before it that it may lack. */
function recordOf(runs: readonly ClosedRun[]): Pick<PreviousRun, 'imageId' | 'suspectImageIds'> {
  const whole = runs.findIndex(({ tookOver, wasReset }) => tookOver && !wasReset);
  const records = runs.slice(0, whole < 0 ? runs.length : whole + 1).filter(({ tookOver }) => tookOver);
  const [imageId, ...others] = new Set(records.flatMap((record) => record.imageId ?? []));
  // Each was the copy once: one without a marker may be it still.
  const suspects = [...new Set([...others, ...records.flatMap(({ suspectImageIds = [] }) => suspectImageIds)])];
  return { imageId, suspectImageIds: suspects.length > 0 ? suspects.slice(0, MAX_SUSPECTS) : undefined };
}
