// An activity made of a step of the protocol: the server's retry is the loop, heartbeat details are its memory.
import { activityInfo, heartbeat } from '@temporalio/activity';
import { withinTimeLeft } from '../protocol/poll-delay';
import type { AttemptFacts, Step } from '../protocol/step';
import { notYet, passingFailure, permanentFailure } from './failures';

/** What Temporal tells an attempt of a polled activity. */
export interface PolledFacts<P> extends AttemptFacts<P> {
  /** 1-based. */
  attempt: number;
  runId: string;
  /** Milliseconds until the server gives up; infinite where it never does. */
  timeLeftMs(): number;
}

/** The activity that runs `step` until it is done. Fails with the step's problem as `details[0]`. */
export function polled<Input, T, P>(step: (input: Input, facts: PolledFacts<P>) => Promise<Step<T, P>>) {
  return async (input: Input): Promise<T> => {
    const facts = factsOf<P>();
    const outcome = await step(input, facts);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'failed') throw permanentFailure(outcome.problem, outcome.learned);
    const { why, learned, problem } = outcome;
    const afterMs = outcome.afterMs === undefined ? undefined : withinTimeLeft(outcome.afterMs, facts.timeLeftMs());
    if (learned !== undefined) heartbeat(learned);
    throw problem ? passingFailure(problem, { afterMs, learned }) : notYet(why, afterMs ?? 0, learned);
  };
}

function factsOf<P>(): PolledFacts<P> {
  const info = activityInfo();
  const { attempt, currentAttemptScheduledTimestampMs: now, scheduledTimestampMs, scheduleToCloseTimeoutMs } = info;
  const begunAt = Date.now();
  return {
    attempt,
    now,
    learned: info.heartbeatDetails,
    runId: info.workflowExecution?.runId ?? '',
    // Differences of one clock each: the server's up to the attempt's beginning, the worker's own since.
    timeLeftMs: () => scheduledTimestampMs + scheduleToCloseTimeoutMs - now - (Date.now() - begunAt),
  };
}
