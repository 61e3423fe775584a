// Calls per minute: counted per action and region in whole minutes, and refused until the next one.
import type { ActionName } from './action-names';
import { ApiError } from './api-error';
import type { Settings } from './settings';

interface CountedCall {
  action: ActionName;
  regionId: string;
}

const MINUTE_MS = 60_000;

/** How many calls there were in the minute under way. */
export class RateLimits {
  private minute = 0;
  private readonly counts = new Map<string, number>();

  /** Counts a call; throws `Throttling.User` with the time to wait when there were too many. */
  count({ action, regionId }: CountedCall, now: number, callsPerMinute: Settings['callsPerMinute']): void {
    const limit = callsPerMinute[action];
    if (limit === undefined) return;
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) this.counts.clear();
    this.minute = minute;
    const key = `${action} ${regionId}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= limit) return;
    const wait = (minute + 1) * MINUTE_MS - now;
    throw new ApiError('Throttling.User', 'Request was denied due to user flow control.', {
      'x-acs-retry-after': String(wait),
    });
  }
}
