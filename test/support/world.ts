// A whole world for a test file: a Temporal server, the emulator, and workers in this process on the real adapter.
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createActivities, type DistributionSettings } from '../../src/activities';
import { ImageDistributor } from '../../src/client';
import { createCredential, createEcdClient, type EcdClient } from '../../src/ecd';
import { EMULATOR_KEYS } from '../../src/local/environment';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { createWorkers, runWorkers } from '../../src/worker/create-workers';
import { DATA_CONVERTER } from '../../src/worker/data-converter';
import { registerSearchAttributes } from '../../src/worker/search-attributes';
import { startTestEmulator, type TestEmulator } from './emulator';
import { WORKFLOW_BUNDLE } from './temporal';
import { TEST_TIMING } from './timing';

export interface World {
  temporal: TemporalServer;
  emulator: TestEmulator;
  distributor: ImageDistributor;
  /** Stands between the activities and the adapter; a test may replace a call of it. */
  ecd: EcdClient;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Copies of the emulator take this long. */
  copySeconds?: number | undefined;
  /** Brings the web UI. */
  hasUi?: boolean | undefined;
  /** Of the worker, over those of the tests. */
  settings?: Partial<DistributionSettings> | undefined;
}

const NAMESPACE = 'default';

// Once per test file.
Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Starts it all; `close` ends it all. */
export async function startWorld({ copySeconds = 1, hasUi, settings }: WorldOptions = {}): Promise<World> {
  const [emulator, temporal] = await Promise.all([startTestEmulator({ copySeconds }), startTemporalServer({ hasUi })]);
  const { client } = temporal;
  const { callTimeoutMs } = TEST_TIMING;
  const ecd = {
    ...createEcdClient({ credential: await createCredential(EMULATOR_KEYS), endpoint: emulator.url, callTimeoutMs }),
  };
  const connection = await NativeConnection.connect({ address: temporal.address });
  const ownClient = new Client({ connection, namespace: NAMESPACE, dataConverter: DATA_CONVERTER });
  const activities = createActivities({ ecd, client: ownClient, settings: { timing: TEST_TIMING, ...settings } });
  await registerSearchAttributes(connection, NAMESPACE);
  const workers = await createWorkers({
    connection,
    namespace: NAMESPACE,
    activities,
    callTimeoutMs,
    writesPerSecond: 100,
    workflowBundlePath: WORKFLOW_BUNDLE,
  });
  const running = runWorkers(workers);
  return {
    temporal,
    emulator,
    distributor: new ImageDistributor(client),
    ecd,
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await connection.close();
      await temporal.close();
      await emulator.close();
    },
  };
}
