// What the demo needs to run: a Temporal server, the emulated cloud, and a worker between them.
import { join } from 'node:path';
import { toSeed } from '../emulator';
import type { Processes } from './processes';
import { startTemporalServer, type TemporalServer } from './temporal-server';

const CLI = join(__dirname, '../cli/main.js');

/** Durations that suit the emulator, whose copies take 8 s. */
const WORKER_SETTINGS = {
  ECD_CALL_TIMEOUT: '10s',
  ECD_SETTLE_WINDOW: '60s',
  ECD_POLL_MIN: '500ms',
  ECD_POLL_MAX: '2s',
  ECD_VISIBILITY_GRACE: '10s',
};

/** All of it, under way. */
export interface World {
  temporal: TemporalServer;
  emulatorUrl: string;
  /** What a worker or the command line needs in its environment to join. */
  environment: Record<string, string>;
}

async function startEmulator(processes: Processes): Promise<string> {
  const emulator = processes.start({
    name: 'emulator',
    command: process.execPath,
    args: [CLI, 'emulator', '--port', '0'],
  });
  const [, url = ''] = await emulator.printed(/listening on (\S+)/);
  return url;
}

function environmentOf(temporalAddress: string, emulatorUrl: string): Record<string, string> {
  const [key] = toSeed().accessKeys;
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    ECD_ENDPOINT: emulatorUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: key?.accessKeyId ?? '',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key?.accessKeySecret ?? '',
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ...WORKER_SETTINGS,
  };
}

/** Starts everything; it is ready to work when this resolves. */
export async function startWorld(processes: Processes): Promise<World> {
  const [temporal, emulatorUrl] = await Promise.all([startTemporalServer(processes), startEmulator(processes)]);
  const environment = environmentOf(temporal.address, emulatorUrl);
  const worker = processes.start({
    name: 'worker',
    command: process.execPath,
    args: [CLI, 'worker'],
    environment,
  });
  await worker.printed(/Worker is ready/);
  return { temporal, emulatorUrl, environment };
}
