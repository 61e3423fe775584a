// Runs a worker until it is told to stop.
import { type ConnectOptions, TemporalUnreachableError } from '../../client';
import { readConnectConfig } from '../../client/internal';
import { ConfigError, readWorkerConfig, runWorker } from '../../worker';
import { UsageError } from '../usage-error';

/** Takes the Temporal flags; all else comes from the environment. Throws `UsageError` for settings that cannot work. */
export async function runWorkerAction(flags: ConnectOptions): Promise<void> {
  const temporal = readConnectConfig(flags);
  const { connectionOptions, namespace } = temporal;
  const { address = '' } = connectionOptions;
  try {
    await runWorker({ ...readWorkerConfig(), temporal }, () => {
      process.stdout.write(`Worker is ready: Temporal at ${address}, namespace ${namespace}\n`);
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    const isUnreachable = error instanceof Error && error.name === 'TransportError';
    throw isUnreachable ? new TemporalUnreachableError(address, { cause: error }) : error;
  }
}
