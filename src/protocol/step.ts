// One attempt of an activity that the server retries until it is done, as a pure function: its end, or another attempt.
import type { Problem } from '../shared/problem';
import { CallFailed } from './cloud';

/** How one attempt ended. `P` is what it tells the next one. */
export type Step<T, P = never> = { kind: 'done'; value: T } | Failed<P> | Again<P>;

/** It cannot be done. `learned`: what is known all the same. */
export interface Failed<P = never> {
  kind: 'failed';
  problem: Problem;
  learned?: P | undefined;
}

/** Another attempt is needed. */
export interface Again<P = never> {
  kind: 'again';
  /** Milliseconds until then; undefined: the activity's own back-off. */
  afterMs?: number | undefined;
  /** For people who look at a wait. */
  why: string;
  /** What the next attempt has to know; undefined: what this one knew. */
  learned?: P | undefined;
  /** Why the attempt failed; undefined: it only has to wait. */
  problem?: Problem | undefined;
}

/** What the server tells an attempt. */
export interface AttemptFacts<P> {
  /**
   * When it was scheduled, by the server's clock: the next attempt may be on a worker whose own goes differently. Ms
   * since the epoch.
   */
  now: number;
  /** What the attempt before it learned. */
  learned?: P | undefined;
}

/** Runs calls of a step: one that failed is its end when it cannot pass by itself, else another attempt. */
export async function tried<T, P>(calls: () => Promise<Step<T, P>>, learned?: P): Promise<Step<T, P>> {
  try {
    return await calls();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { problem, known } = error;
    if (!known.retryable) return { kind: 'failed', problem, learned };
    return { kind: 'again', afterMs: known.retryAfterMs, why: problem.message, learned, problem };
  }
}
