// The world of a fault test: a namespace of a real Temporal server, the emulator behind a proxy, workers as processes.
import { Client } from '@temporalio/client';
import { type DistributionHandle, ImageDistributor } from '../../src/client';
import type { EmulatorSeed, Settings } from '../../src/emulator';
import { SCALED_DURATIONS } from '../../src/local/environment';
import { type LocalProcess, Processes } from '../../src/local/processes';
import type { TemporalServer } from '../../src/local/temporal-server';
import { startWorkerProcess } from '../../src/local/worker-process';
import type { DestinationResult, DestinationStatus } from '../../src/shared/distribution';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { type InterceptingProxy, interceptingProxy } from '../support/intercepting-proxy';
import { ACCOUNTS } from '../support/request';
import { verdictOf } from '../support/verdict';
import { waitFor } from '../support/wait';

/** Longer than any late call of the tests takes to take effect. */
const QUIET_MS = 2_000;

/** Nothing that a test waits for takes longer than this, however busy the machine is. */
const BUSY_MACHINE_MS = 60_000;

/** What a verdict holds when nothing went wrong. */
export const NOTHING_WRONG = { doubled: [], lost: [], falselyAvailable: [], falselyShared: [] };

export interface FaultWorldOptions {
  /** Of the emulator. */
  settings?: Partial<Settings>;
  seed?: EmulatorSeed;
  /** Settings of every worker, over those of the tests. */
  environment?: Record<string, string>;
}

export interface FaultWorld {
  emulator: TestEmulator;
  proxy: InterceptingProxy;
  distributor: ImageDistributor;
  startWorker(): LocalProcess;
  close(): Promise<void>;
}

/** A world of its own in `namespace`, without workers yet. `close` ends its workers too. */
export async function startFaultWorld(
  temporal: Pick<TemporalServer, 'address' | 'connection'>,
  namespace: string,
  { settings = {}, seed, environment = {} }: FaultWorldOptions = {},
): Promise<FaultWorld> {
  const emulator = await startTestEmulator(settings, seed);
  const proxy = await interceptingProxy(emulator.url);
  const workers = new Processes();
  return {
    emulator,
    proxy,
    distributor: new ImageDistributor(new Client({ connection: temporal.connection, namespace })),
    startWorker() {
      const place = { temporalAddress: temporal.address, namespace, emulatorUrl: proxy.url };
      return startWorkerProcess({ ...place, environment: { ...SCALED_DURATIONS, ...environment } }, workers);
    },
    async close() {
      await workers.kill9();
      await proxy.close();
      await emulator.close();
    },
  };
}

/** Resolves when it is true of every destination of the run at once. */
export async function everyDestination(
  run: DistributionHandle,
  isThere: (row: DestinationStatus) => boolean,
): Promise<void> {
  await waitFor(async () => {
    const { destinations } = await run.status().catch(() => ({ destinations: [] }));
    return destinations.length > 0 && destinations.every(isThere);
  }, BUSY_MACHINE_MS);
}

/** Compares what was told with what the cloud holds. */
export function verdictOn(emulator: TestEmulator, rows: readonly DestinationResult[], shareWith = ACCOUNTS) {
  return verdictOf(
    emulator,
    rows.map((row) => ({ row, shareWith })),
    QUIET_MS,
  );
}
