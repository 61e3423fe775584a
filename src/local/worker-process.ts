// A worker as a process of its own, as in production, so that it can be killed.
import { commandLine } from './command-line';
import { type WorkerPlace, workerEnvironment } from './environment';
import { type LocalProcess, Processes } from './processes';

/** What a worker prints once it polls. */
export const WORKER_IS_READY = /Worker is ready/;

/** Which worker to start. */
export interface WorkerProcessOptions extends WorkerPlace {
  /** Settings, and what is to differ from the environment that leads it to Temporal and to the emulator. */
  environment?: Readonly<Record<string, string>> | undefined;
  /** What error messages call it. */
  name?: string | undefined;
  /** Arguments of Node for another worker than that of the command line. */
  args?: readonly string[] | undefined;
}

/** Starts a worker; it need not poll yet when this returns. */
export function startWorkerProcess(options: WorkerProcessOptions, processes = new Processes()): LocalProcess {
  const { environment, name = 'worker', args = commandLine('worker'), ...place } = options;
  return processes.start({
    name,
    command: process.execPath,
    args,
    environment: { ...workerEnvironment(place), ...environment },
  });
}
