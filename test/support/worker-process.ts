// A worker as its own process, as in production, so that a test can kill it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endProcess } from './end-process';

const CLI = join(__dirname, '../../lib/cli/main.js');

export interface WorkerProcess {
  /** What it has written to stdout and stderr. */
  log(): string;
  /** Ends it as a power cut would. */
  kill9(): Promise<void>;
  /** Stops it in the middle of whatever it does, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it as a deployment would. */
  stop(): Promise<number | null>;
}

export interface WorkerProcessOptions {
  temporalAddress: string;
  emulatorUrl: string;
  namespace?: string;
  environment?: Record<string, string>;
}

/** Durations of `TEST_TIMING`, as a worker's settings. */
const TEST_SETTINGS = {
  ECD_CALL_TIMEOUT: '2s',
  ECD_SETTLE_WINDOW: '4s',
  ECD_POLL_MIN: '100ms',
  ECD_POLL_MAX: '1s',
  ECD_VISIBILITY_GRACE: '1s',
};

/** Starts a worker; it need not poll yet when this returns. */
export function startWorkerProcess(options: WorkerProcessOptions): WorkerProcess {
  const { temporalAddress, emulatorUrl, namespace = 'default', environment } = options;
  const child = spawn(process.execPath, [CLI, 'worker'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: namespace,
      ECD_ENDPOINT: emulatorUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testAccessKeyId',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testAccessKeySecret',
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
      ...TEST_SETTINGS,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  return {
    log: () => text,
    kill9: async () => void (await endProcess(child, 'SIGKILL')),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => endProcess(child, 'SIGTERM'),
  };
}
