// How long the protocol waits for what. Every duration scales with the settle window, so that all of it can be tried in
// seconds.
import type { Timing } from '../shared/timing';

const MINUTE_MS = 60_000;

/**
 * 15 min for the gateway, which refuses older dates, 3 until the image is visible, 3 until the call is applied, 1 spare.
 * The gateway's 15 minutes are Alibaba Cloud's rule for `x-acs-date`; the other two are assumptions.
 */
export const FULL_SETTLE_WINDOW_MS = 22 * MINUTE_MS;

/** What was seen of a copy's previous run counts for as long: no other run can have come and gone since. */
export const PREVIOUS_RUN_EVIDENCE_MS = MINUTE_MS;

/** How long the server waits between two looks at whether a shared or cancelled image reads as it should. */
export const READ_BACK_DELAY_MS = 1_000;

const FREQUENT_LOOKS_MS = 30_000;
const FREQUENT_LOOK_DELAY_MS = 2_000;
const LOOK_DELAY_MS = 8_000;
const CONFLICT_DELAY_MS = 2 * MINUTE_MS;
const FIRST_RETRY_DELAY_MS = 1_000;
const LAST_RETRY_DELAY_MS = MINUTE_MS;

/**
 * After so many refusals, hours of them, the next tries are far apart: copyTimeout may be a week, begins anew after each of three
 * settles, and a history has room for 51,200 events (Temporal's limit), of which a try takes up to twelve.
 */
const MANY_REFUSALS = 600;
const PATIENT_DELAY_MS = 30 * MINUTE_MS;

/** An image of unknown origin is taken for ours when it was made at most this long before the call's own date. */
const CREATION_TIME_SLACK_MS = 2 * MINUTE_MS;

/** The service gives the time of a creation in whole seconds. */
const CREATION_TIME_UNIT_MS = 1_000;

/** Milliseconds until the next look of a settle that has run for `elapsedMs`. */
export function settleLookDelayMs(timing: Timing, elapsedMs: number): number {
  const frequent = elapsedMs < scaled(timing, FREQUENT_LOOKS_MS);
  return scaled(timing, frequent ? FREQUENT_LOOK_DELAY_MS : LOOK_DELAY_MS);
}

/**
 * Milliseconds to wait before CopyImage is tried again after `OperationDenied.ImageCopyConflict`, when so many calls were
 * refused, one at least; `random` is in [0, 1).
 */
export function conflictDelayMs(timing: Timing, { refusals, random }: Refusals): number {
  const delay = refusals > MANY_REFUSALS ? PATIENT_DELAY_MS : CONFLICT_DELAY_MS;
  return scaled(timing, delay) * (1 + random / 2);
}

interface Refusals {
  refusals: number;
  random: number;
}

/** Milliseconds to wait after so many refused calls, one at least; `random` is in [0, 1). */
export function retryDelayMs(timing: Timing, { refusals, random }: Refusals): number {
  const growing = Math.min(FIRST_RETRY_DELAY_MS * 2 ** (refusals - 1), LAST_RETRY_DELAY_MS);
  const delay = refusals > MANY_REFUSALS ? PATIENT_DELAY_MS : growing;
  return scaled(timing, delay) * (0.5 + random / 2);
}

/** Milliseconds before the date of a call within which an unmarked image may be the call's. */
export function creationTimeSlackMs(timing: Timing): number {
  return Math.max(CREATION_TIME_UNIT_MS, scaled(timing, CREATION_TIME_SLACK_MS));
}

function scaled(timing: Timing, milliseconds: number): number {
  return (milliseconds * timing.settleWindowMs) / FULL_SETTLE_WINDOW_MS;
}
