// Timeouts, retries and task queues of every activity, made from a run's own timing.
import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import { settleLookDelayMs } from '../protocol/timing';
import type { Activities } from '../shared/activities';
import { TASK_QUEUE, WRITES_TASK_QUEUE } from '../shared/task-queues';
import type { Timing } from '../shared/timing';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A cloud or a Temporal server that is away comes back within minutes, or somebody has to know. */
const REQUEST_DEADLINE_MS = 10 * MINUTE_MS;

/** Throttled or not, sharing and cancelling are seconds of work. */
const WRITE_DEADLINE_MS = HOUR_MS;

/** Unset, the SDK acts as `TRY_CANCEL`, and what a cancelled activity did is lost. */
const COMMON = {
  taskQueue: TASK_QUEUE,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: SECOND_MS, backoffCoefficient: 2, maximumInterval: 30 * SECOND_MS },
} satisfies ActivityOptions;

/** The activities that check a request and make a plan of it. */
export function requestActivities(summary: string): Pick<Activities, 'checkRequest' | 'makePlan'> {
  return proxyActivities<Activities>({
    ...COMMON,
    startToCloseTimeout: 2 * MINUTE_MS,
    scheduleToCloseTimeout: REQUEST_DEADLINE_MS,
    summary,
  });
}

/** The activities that ask the Temporal server about other runs. */
export function temporalActivities(
  summary: string,
): Pick<Activities, 'awaitOwnership' | 'findPreviousRun' | 'readCopyResults'> {
  return proxyActivities<Activities>({ ...COMMON, startToCloseTimeout: 30 * SECOND_MS, summary });
}

/** Look and create. One attempt: a second one may send a second call. Its look may take some calls of its own. */
export function attemptActivity(timing: Timing, summary: string): Pick<Activities, 'attemptCopy'> {
  return proxyActivities<Activities>({
    ...COMMON,
    taskQueue: WRITES_TASK_QUEUE,
    startToCloseTimeout: 4 * timing.callTimeoutMs,
    retry: { maximumAttempts: 1 },
    summary,
  });
}

/** The looks of a settle; `timeLeftMs` ends them when the cloud cannot be asked for longer than the copy may take. */
export function settleActivity(timing: Timing, timeLeftMs: number, summary: string): Pick<Activities, 'settleCopy'> {
  return proxyActivities<Activities>({
    ...COMMON,
    startToCloseTimeout: 4 * timing.callTimeoutMs,
    scheduleToCloseTimeout: timeLeftMs,
    retry: { initialInterval: settleLookDelayMs(timing, 0), backoffCoefficient: 1 },
    summary,
  });
}

/** The reads of a wait: the server's retry is the loop, and `timeLeftMs` its end. */
export function waitActivity(timing: Timing, timeLeftMs: number, summary: string): Pick<Activities, 'awaitAvailable'> {
  return proxyActivities<Activities>({
    ...COMMON,
    startToCloseTimeout: 4 * timing.callTimeoutMs,
    scheduleToCloseTimeout: Math.max(timeLeftMs, timing.pollMinMs),
    retry: { initialInterval: timing.pollMinMs, backoffCoefficient: 2, maximumInterval: timing.pollMaxMs },
    summary,
  });
}

/** Sharing and cancelling: both converge, so the server may repeat them. */
export function writeActivities(timing: Timing, summary: string): Pick<Activities, 'shareImage' | 'cancelCopy'> {
  return proxyActivities<Activities>({
    ...COMMON,
    taskQueue: WRITES_TASK_QUEUE,
    startToCloseTimeout: 10 * timing.callTimeoutMs,
    scheduleToCloseTimeout: WRITE_DEADLINE_MS,
    summary,
  });
}
