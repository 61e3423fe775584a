// One way at one rate of faults: an emulator, the way's worker and program against it, and the verdict.
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SCALED_DURATIONS, workerEnvironment } from '../../lib/local/environment.js';
import { startWorkerProcess, WORKER_IS_READY } from '../../lib/local/worker-process.js';
import { LATEST_MS, startFaultyEmulator } from './emulator.mjs';
import { CALL_TIMEOUT_MS, createJob } from './job.mjs';
import { verdictOf } from './verdict.mjs';
import { OURS } from './ways.mjs';

/** The settle window of 22 min in 4 s, and what goes with it. */
export const SETTLE_SECONDS = 4;

/** After the last call has taken effect. */
const SPARE_MS = 500;

const PROGRAM_TIMEOUT_MS = 300_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Ends the program under way when the bench is ended. */
const bench = new AbortController();
process.once('exit', () => bench.abort());

const WORKER_SETTINGS = {
  ...SCALED_DURATIONS,
  ECD_CALL_TIMEOUT: `${CALL_TIMEOUT_MS}ms`,
  ECD_SETTLE_WINDOW: `${SETTLE_SECONDS}s`,
  ECD_WRITES_PER_SECOND: '100',
};

async function startWorker(processes, { way, worker: program }, place) {
  const name = `worker of ${way}`;
  const worker = startWorkerProcess({ ...place, ...program, name, environment: WORKER_SETTINGS }, processes);
  await worker.printed(WORKER_IS_READY);
  return worker;
}

async function runProgram(path, environment, job) {
  const { signal } = bench;
  const options = { env: environment, timeout: PROGRAM_TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, signal };
  const running = promisify(execFile)(process.execPath, [path], options);
  running.child.stdin.end(JSON.stringify(job));
  const { stdout } = await running;
  return JSON.parse(stdout);
}

/** A row of the table, and how many copies the way itself does not call done. */
export async function runWay(way, { processes, temporalAddress, percent, seed, copies, runs }) {
  const emulator = await startFaultyEmulator(processes, { percent, seed });
  const place = { temporalAddress, emulatorUrl: emulator.url };
  const worker = way.worker && (await startWorker(processes, way, place));
  const job = createJob(`bench-${percent}`, { copies, runs });
  const { told, seconds } = await runProgram(way.program, workerEnvironment(place), job);
  await sleep(LATEST_MS + SPARE_MS);
  const counts = verdictOf(job, told, await emulator.images(), way.way === OURS);
  const copyCalls = (await emulator.ledger('CopyImage')).length / copies;
  await worker?.stop();
  await emulator.stop();
  const row = {
    way: way.way,
    p: percent,
    ...counts,
    copyCalls: Math.round(copyCalls * 100) / 100,
    seconds: Math.round(seconds * 10) / 10,
  };
  return { row, notDone: told.filter(({ done }) => !done).length };
}
