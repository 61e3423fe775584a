// What every program is given and tells: a job as JSON on stdin, and what its user would be told as JSON on stdout.
import { json } from 'node:stream/consumers';
import emulator from '../../lib/emulator/index.js';

const { DEFAULT_SOURCE: SOURCE, toSeed } = emulator;

/** How long a caller waits for an answer; one fault is slower than that. */
export const CALL_TIMEOUT_MS = 2_000;

/** No copy is waited for any longer; the emulated ones take a second or two. */
export const WAIT_LIMIT_MS = 30_000;

const DESTINATIONS = toSeed().regions.filter((regionId) => regionId !== SOURCE.regionId);

/** Of 1 to 19 digits; the last one is beyond the integers of a double. */
const ACCOUNTS = ['1234567890123456', '1234567890123457', '9223372036854775807'];

/** `copies` wanted copies, one name for each round over the regions. `label` makes the names those of one run. */
export function createJob(label, { copies, runs }) {
  const wanted = Array.from({ length: copies }, (_, index) => ({
    regionId: DESTINATIONS[index % DESTINATIONS.length],
    imageName: `${label}-${Math.floor(index / DESTINATIONS.length)}`,
  }));
  return { source: SOURCE, shareWith: ACCOUNTS, wanted, runs };
}

/**
 * Runs a program: `distribute` makes of the job a list of `{ regionId, imageName, imageId?, done }`, one per wanted
 * copy, and of what is not done another one, until the job's number of runs is reached. The seconds are the program's
 * own: processes that start do not count.
 */
export async function runJob(distribute) {
  const { runs, ...job } = await json(process.stdin);
  const startedAt = performance.now();
  const told = [];
  let { wanted } = job;
  for (let run = 1; wanted.length > 0; run++) {
    const rows = await distribute({ ...job, wanted });
    const again = run < runs ? rows.filter(({ done }) => !done) : [];
    told.push(...rows.filter((row) => !again.includes(row)));
    wanted = again.map(({ regionId, imageName }) => ({ regionId, imageName }));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(JSON.stringify({ told, seconds }));
}
