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
import { WRITES } from './actions';
import { type CallSubject, EcdError } from './ecd-error';
import { LONGEST_RETRY_AFTER_MS } from './retry-after';

/** Sends a call, or rejects with the `EcdError` of a throttled one when it is not the time to. */
export type ThrottleGate = <T>(subject: CallSubject, send: () => Promise<T>) => Promise<T>;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** One gate per process: the service counts the calls of all of it. */
export function createThrottleGate(): ThrottleGate {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>();
  return async (subject, send) => {
    const key = `${subject.action} ${subject.regionId}`;
    const breaker = breakers.get(key) ?? createBreaker();
    breakers.set(key, breaker);
    // A write that waited for another call's answer would leave later than its caller has made sure that it may.
    const isFindingOut = breaker.policy.state === CircuitState.HalfOpen;
    if (isFindingOut && WRITES.has(subject.action)) throw keptBack(subject, breaker.refusal(), FIRST_PAUSE_MS);
    try {
      return await breaker.policy.execute(send);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw keptBack(subject, breaker.refusal(), breaker.remainingMs());
      throw error;
    }
  };
}

function createBreaker() {
  let reopensAt = 0;
  let refusal: EcdError | undefined;
  const pause = new DelegateBackoff<{ attempt: number; result: { error: Error } | { value: unknown } }>(
    ({ attempt, result }) => {
      const error = 'error' in result ? result.error : undefined;
      if (isThrottled(error)) refusal = error;
      const asked = isThrottled(error) ? error.retryAfterMs : undefined;
      const delay = asked ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
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
  const remainingMs = () => Math.min(Math.max(1, reopensAt - Date.now()), LONGEST_RETRY_AFTER_MS);
  return { policy, remainingMs, refusal: () => refusal };
}

/** Names the last call that the service refused: a copy that ends here must say by what. */
function keptBack(subject: CallSubject, refusal: EcdError | undefined, retryAfterMs: number): EcdError {
  return new EcdError(subject, {
    what: 'not sent, since the calls before it were throttled',
    kind: 'throttled',
    outcome: 'not-applied',
    retryable: true,
    retryAfterMs,
    code: refusal?.code,
    requestId: refusal?.requestId,
    hint: refusal?.hint ?? 'Send fewer calls per second.',
  });
}

function isThrottled(error: unknown): error is EcdError {
  return error instanceof EcdError && error.kind === 'throttled';
}

function isUnknown(error: unknown): boolean {
  return error instanceof EcdError && error.outcome === 'unknown';
}
