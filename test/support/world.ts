// A whole world for a test file: a Temporal server, the emulator, and workers in this process on the real adapter.
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createActivities, type DistributionSettings } from '../../src/activities';
import { ImageDistributor } from '../../src/client';
import { createCredential, createEcdClient, type EcdClient } from '../../src/ecd';
import { createWorkers, runWorkers } from '../../src/worker/create-workers';
import { registerSearchAttributes } from '../../src/worker/search-attributes';
import { startTestEmulator, type TestEmulator } from './emulator';
import { startTemporal, WORKFLOW_BUNDLE } from './temporal';
import { TEST_TIMING } from './timing';

export interface World {
  temporal: TestWorkflowEnvironment;
  emulator: TestEmulator;
  distributor: ImageDistributor;
  /** Stands between the activities and the adapter; a test may replace a call of it. */
  ecd: EcdClient;
  close(): Promise<void>;
}

export interface WorldOptions {
  settings?: Partial<DistributionSettings>;
  /** Copies of the emulator take this long. */
  copySeconds?: number;
  /** More arguments of `temporal server start-dev`. */
  temporalArgs?: string[];
  /** Brings the web UI. */
  uiPort?: number;
}

const TEST_KEYS = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' };

/** Starts it all; `close` ends it all. */
export async function startWorld({
  settings,
  copySeconds = 1,
  temporalArgs,
  uiPort,
}: WorldOptions = {}): Promise<World> {
  const emulator = await startTestEmulator({ copySeconds });
  const temporal = await startTemporal(temporalArgs, uiPort);
  const { connection, nativeConnection, client, namespace = 'default' } = temporal;
  await registerSearchAttributes(connection, namespace);
  const { callTimeoutMs } = { ...TEST_TIMING, ...settings?.timing };
  const ecd = {
    ...createEcdClient({ credential: await createCredential(TEST_KEYS), endpoint: emulator.url, callTimeoutMs }),
  };
  const activities = createActivities({ ecd, client, settings: { timing: TEST_TIMING, ...settings } });
  const workers = await createWorkers({
    connection: nativeConnection,
    namespace,
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
      await temporal.teardown();
      await emulator.close();
    },
  };
}
