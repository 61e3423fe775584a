// A fresh emulated cloud in a process of its own, with its faults set, and its controls as functions.
import { fileURLToPath } from 'node:url';
import { CALL_TIMEOUT_MS } from './job.mjs';

const CLI = fileURLToPath(new URL('../../lib/cli/main.js', import.meta.url));

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
export async function startEmulator(processes, { percent, seed }) {
  const emulator = processes.start({
    name: 'emulator',
    command: process.execPath,
    args: [CLI, 'emulator', '--port', '0'],
  });
  const [, url] = await emulator.printed(/listening on (\S+)/);
  const control = async (path, change) => {
    const options = change && { method: 'POST', body: JSON.stringify(change) };
    const answer = await fetch(`${url}/_emulator/${path}`, options);
    if (!answer.ok) throw new Error(`${path} of the emulator: ${await answer.text()}`);
    return answer.json();
  };
  await control('settings', { copySeconds: 0.5, visibilityLagSeconds: 0.5 });
  await control('faults', { seed, rules: rulesFor(percent) });
  return {
    url,
    images: () => control('images'),
    copyCalls: async () => (await control('ledger?action=CopyImage')).length,
    stop: () => emulator.stop(),
  };
}
