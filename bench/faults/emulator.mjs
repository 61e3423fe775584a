// A fresh emulated cloud in a process of its own, with its faults set.
import { startEmulatorProcess } from '../../lib/local/emulator-process.js';
import { CALL_TIMEOUT_MS } from './job.mjs';

/** The longest that a call takes effect after its caller has given up on it. */
export const LATEST_MS = 1_500;

/** Every way in which an answer leaves its caller without knowing what became of the call. */
const EFFECTS = [
  { effect: 'drop-before' },
  { effect: 'drop-after' },
  { effect: 'html-502' },
  { effect: 'cut-body' },
  { effect: 'delay-after', ms: CALL_TIMEOUT_MS + 500 },
  { effect: 'apply-late', ms: LATEST_MS },
  { effect: 'error', status: 500, code: 'InternalError', applied: true },
  { effect: 'error', status: 503, code: 'ServiceUnavailable', applied: false },
];

/** Rules by which every effect has the same share of `percent`: a later rule is asked only when no earlier one fired. */
function rulesFor(percent) {
  const each = percent / 100 / EFFECTS.length;
  return EFFECTS.map((effect, index) => ({
    action: 'CopyImage',
    probability: each / (1 - index * each),
    ...effect,
  }));
}

/** Starts one; `processes` ends it at the latest with the bench. */
export async function startFaultyEmulator(processes, { percent, seed }) {
  const emulator = await startEmulatorProcess({ copySeconds: 0.5, visibilityLagSeconds: 0.5 }, processes);
  await emulator.faults(rulesFor(percent), seed);
  return emulator;
}
