// What the demo needs to run: a Temporal server with its web UI, the emulated cloud, and a worker between them.
import { startEmulatorProcess } from './emulator-process';
import { workerEnvironment } from './environment';
import type { Processes } from './processes';
import { startTemporalServer, type TemporalServer } from './temporal-server';
import { startWorkerProcess, WORKER_IS_READY } from './worker-process';

/** Durations that suit the emulator, whose copies take 8 s. */
const WORKER_SETTINGS = {
  ECD_CALL_TIMEOUT: '10s',
  ECD_SETTLE_WINDOW: '60s',
  ECD_POLL_MIN: '500ms',
  ECD_POLL_MAX: '2s',
  ECD_VISIBILITY_GRACE: '10s',
};

/** All of it, under way. */
export interface DemoWorld {
  temporal: TemporalServer;
  emulatorUrl: string;
  /** What a worker or the command line needs in its environment to join. */
  environment: Record<string, string>;
}

/** Starts everything; it is ready to work when this resolves. */
export async function startDemoWorld(processes: Processes): Promise<DemoWorld> {
  const [temporal, { url: emulatorUrl }] = await Promise.all([
    startTemporalServer({ hasUi: true }, processes),
    startEmulatorProcess({}, processes),
  ]);
  const place = { temporalAddress: temporal.address, emulatorUrl };
  const worker = startWorkerProcess({ ...place, environment: WORKER_SETTINGS }, processes);
  await worker.printed(WORKER_IS_READY);
  return { temporal, emulatorUrl, environment: { ...workerEnvironment(place), ...WORKER_SETTINGS } };
}
