// How long a wait sleeps between two reads of a copy's status: from the progress seen so far, else a back-off.
import type { Timing } from '../shared/timing';
import type { WaitProgress } from '../shared/wait-progress';

/** The last read comes this long before the deadline, since the server gives up a retry that would pass it. */
const BEFORE_DEADLINE_MS = 250;

/** Milliseconds until the next read; `attempt` is 1-based. Never past the deadline while it is still ahead. */
export function pollDelayMs(
  timing: Timing,
  progress: WaitProgress,
  { now, attempt, timeLeftMs }: { now: number; attempt: number; timeLeftMs: number },
): number {
  const backOff = timing.pollMinMs * 2 ** Math.min(attempt - 1, 16);
  const wanted = halfOfTimeLeft(progress, now) ?? backOff;
  const bounded = Math.min(Math.max(wanted, timing.pollMinMs), timing.pollMaxMs);
  return withinTimeLeft(bounded, timeLeftMs);
}

/** The delay, but for one last attempt before the deadline, while it is still ahead. */
export function withinTimeLeft(delayMs: number, timeLeftMs: number): number {
  const last = timeLeftMs - BEFORE_DEADLINE_MS;
  return last > 0 ? Math.min(delayMs, last) : delayMs;
}

function halfOfTimeLeft({ percent, firstPercent, progressSince }: WaitProgress, now: number): number | undefined {
  if (percent === undefined || firstPercent === undefined || progressSince === undefined) return undefined;
  const gained = percent - firstPercent;
  return gained > 0 ? ((now - progressSince) / gained) * (100 - percent) * 0.5 : undefined;
}
