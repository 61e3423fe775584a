// Keeps back calls that would only be throttled: once one was, no further call of its action in its region is sent for a
// while, and then a single one finds out. ECD counts calls per action and region, and refuses all of them for the rest of
// a minute, so every call more would be one call too many.
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
} from 'cockatiel';
import { type CallSubject, EcdError } from './ecd-error';

/** Sends a call, or rejects with the `EcdError` of a throttled one when it is not the time to. */
export type ThrottleGate = <T>(subject: CallSubject, send: () => Promise<T>) => Promise<T>;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** The service counts by the minute: it has no reason to ask for more. */
const LONGEST_ASKED_MS = 2 * 60_000;

/** One gate per process: the service counts the calls of all of it. */
export function createThrottleGate(): ThrottleGate {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>();
  return async (subject, send) => {
    const key = `${subject.action} ${subject.regionId}`;
    const breaker = breakers.get(key) ?? createBreaker();
    breakers.set(key, breaker);
    try {
      return await breaker.policy.execute(send);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw keptBack(subject, breaker.remainingMs());
      throw error;
    }
  };
}

function createBreaker() {
  let reopensAt = 0;
  const pause = new DelegateBackoff<{ attempt: number; result: { error: Error } | { value: unknown } }>(
    ({ attempt, result }) => {
      const error = 'error' in result ? result.error : undefined;
      const asked = isThrottled(error) ? error.retryAfterMs : undefined;
      const delay = asked
        ? Math.min(Math.max(asked, FIRST_PAUSE_MS), LONGEST_ASKED_MS)
        : Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
      reopensAt = Date.now() + delay;
      return delay;
    },
  );
  // The one call that finds out has found nothing when its own outcome is unknown.
  const keepsOpen = (error: unknown) =>
    isThrottled(error) || (policy.state !== CircuitState.Closed && isUnknown(error));
  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhen(keepsOpen), {
    breaker: new ConsecutiveBreaker(1),
    halfOpenAfter: pause,
  });
  // At most what it ever pauses, should the machine's clock be set back meanwhile.
  const remainingMs = () => Math.min(Math.max(1, reopensAt - Date.now()), LONGEST_ASKED_MS);
  return { policy, remainingMs };
}

function keptBack(subject: CallSubject, retryAfterMs: number): EcdError {
  return new EcdError(subject, {
    what: 'not sent, since the calls before it were throttled',
    kind: 'throttled',
    outcome: 'not-applied',
    retryable: true,
    retryAfterMs,
    hint: 'It is sent later. If it goes on, send fewer calls per second.',
  });
}

function isThrottled(error: unknown): error is EcdError {
  return error instanceof EcdError && error.kind === 'throttled';
}

function isUnknown(error: unknown): boolean {
  return error instanceof EcdError && error.outcome === 'unknown';
}
