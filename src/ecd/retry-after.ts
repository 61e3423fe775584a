// How long the service asks to wait, bounded where it is read: for the throttle gate, the error, and whoever repeats.

/** The most that ever counts: the service counts by the minute, so it has no reason to ask for more. */
export const LONGEST_RETRY_AFTER_MS = 2 * 60_000;

/** The least that counts: every call before it would only be throttled again. */
export const SHORTEST_RETRY_AFTER_MS = 1_000;

/**
 * The wait that `x-acs-retry-after` asks for, in ms, from the number that the SDK reads from it. Zero, a negative
 * number and what is no number are as if the service had not said: whoever repeats then has a rule of its own.
 */
export function readRetryAfter(milliseconds: unknown, longestMs = LONGEST_RETRY_AFTER_MS): number | undefined {
  if (typeof milliseconds !== 'number' || !Number.isFinite(milliseconds) || milliseconds <= 0) return undefined;
  return Math.min(Math.max(milliseconds, SHORTEST_RETRY_AFTER_MS), longestMs, LONGEST_RETRY_AFTER_MS);
}
