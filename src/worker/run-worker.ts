// A worker process from its configuration to its graceful end.
import { Client } from '@temporalio/client';
import { makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { createActivities } from '../activities';
import { createCredential, createEcdClient } from '../ecd';
import type { WorkerConfig } from './config';
import { createWorkers, runWorkers } from './create-workers';
import { DATA_CONVERTER } from './data-converter';
import { createLogger } from './logger';
import { registerSearchAttributes } from './search-attributes';

const DEFAULT_NAMESPACE = 'default';

/**
 * Runs a worker until SIGINT or SIGTERM; running activities finish first. `onReady` is called once it polls. Throws
 * when Temporal cannot be reached, a search attribute cannot be registered, or there are no credentials.
 */
export async function runWorker(config: WorkerConfig, onReady: () => void = () => {}): Promise<void> {
  const { connectionOptions, namespace = DEFAULT_NAMESPACE } = config.temporal;
  const { callTimeoutMs } = config.settings.timing;
  Runtime.install({
    logger: createLogger(),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) } },
  });
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    await registerSearchAttributes(connection, namespace);
    const credential = await createCredential();
    const { ecdEndpoint: endpoint, longestRetryAfterMs } = config;
    const ecd = createEcdClient({ credential, callTimeoutMs, endpoint, longestRetryAfterMs });
    // Anybody may have given a run of the copy's id a memo that nobody can read.
    const client = new Client({ connection, namespace, dataConverter: DATA_CONVERTER });
    const activities = createActivities({ ecd, client, settings: config.settings });
    const { writesPerSecond } = config;
    const workers = await createWorkers({ connection, namespace, activities, callTimeoutMs, writesPerSecond });
    const running = runWorkers(workers);
    onReady();
    await running;
  } finally {
    await connection.close();
  }
}
