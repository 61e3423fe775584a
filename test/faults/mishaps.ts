// Answers that go wrong, for the fault tests: every kind that leaves an outcome unknown, and those that repeat a read.
import type { FaultRequest } from '../../src/local/emulator-control';

/** Ways in which a CopyImage call can leave its caller in the dark, within a call timeout of 2 s. */
const UNKNOWN_OUTCOMES = [
  { effect: 'drop-before' },
  { effect: 'drop-after' },
  { effect: 'html-502' },
  { effect: 'empty-body' },
  { effect: 'cut-body' },
  { effect: 'delay-after', ms: 2_500 },
  { effect: 'apply-late', ms: 1_500 },
  { effect: 'hang', ms: 3_000 },
  { effect: 'error', status: 500, code: 'InternalError', applied: true },
  { effect: 'error', status: 503, code: 'ServiceUnavailable', applied: false },
] as const;

const BROKEN_ANSWERS = [
  { effect: 'drop-after' },
  { effect: 'html-502' },
  { effect: 'cut-body' },
  { effect: 'error', status: 400, code: 'Throttling.User', retryAfterMs: 200 },
] as const;

const OTHER_ACTIONS = [
  'DescribeImages',
  'DescribeImagePermission',
  'ModifyImagePermission',
  'DescribeRegions',
] as const;

/** Rules by which so large a share of the CopyImage answers goes wrong. */
export function copyImageFaults(share: number): FaultRequest[] {
  // The first rule that fires wins, so the share of each is a little more than its part.
  const probability = 1 - (1 - share) ** (1 / UNKNOWN_OUTCOMES.length);
  return UNKNOWN_OUTCOMES.map((fault) => ({ action: 'CopyImage' as const, probability, ...fault }));
}

/** Rules by which so large a share of every other action's answers goes wrong. */
export function otherFaults(share: number): FaultRequest[] {
  const probability = 1 - (1 - share) ** (1 / BROKEN_ANSWERS.length);
  return OTHER_ACTIONS.flatMap((action) => BROKEN_ANSWERS.map((fault) => ({ action, probability, ...fault })));
}
