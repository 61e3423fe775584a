// A run cancelled at the named points leaves no copy in flight that it started, whether its worker lives on or dies.
// The settle window of 22 minutes is 12 seconds here, 110 times as fast.
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributionCancelledError, type DistributionHandle } from '../../src/client';
import type { LocalProcess } from '../../src/local/processes';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import type { DestinationResult } from '../../src/shared/distribution';
import { GOLDEN, request } from '../support/request';
import { type FaultWorld, startFaultWorld } from './fault-world';
import * as points from './points';

/** No copy ends by itself before the run does. */
const SLOW_COPY_SECONDS = 600;

/** Later than this nothing of the run takes effect. */
const QUIET_MS = 2_000;

interface Case {
  name: string;
  point: points.Point;
  onCancel?: 'cancel-copy' | 'keep';
  /** The worker dies right after the cancel, and another takes over. */
  isKilled?: boolean;
  copySeconds?: number;
  outcome?: 'copied';
}

const CASES: Case[] = [
  { name: 'before send', point: points.beforeSend },
  { name: 'bytes sent', point: points.bytesSent },
  { name: 'bytes sent, worker killed', point: points.bytesSent, isKilled: true },
  { name: 'applied but unanswered', point: points.appliedButUnanswered },
  { name: 'applied but unanswered, worker killed', point: points.appliedButUnanswered, isKilled: true },
  { name: 'id saved', point: points.idSaved },
  { name: 'id saved, worker killed', point: points.idSaved, isKilled: true },
  { name: 'during settle', point: points.duringSettle },
  { name: 'during settle, worker killed', point: points.duringSettle, isKilled: true },
  { name: 'id saved, onCancel keep', point: points.idSaved, onCancel: 'keep' },
  { name: 'bytes sent, onCancel keep', point: points.bytesSent, onCancel: 'keep' },
  // The copies are done by then, and their sharing is finished first.
  { name: 'share sent', point: points.shareSent, copySeconds: 1, outcome: 'copied' },
  { name: 'between share calls', point: points.betweenShareCalls, copySeconds: 1, outcome: 'copied' },
];

const namespaceOf = (index: number) => `cancel-${index}`;

let temporal: TemporalServer;
beforeAll(async () => {
  temporal = await startTemporalServer({ namespaces: CASES.map((_, index) => namespaceOf(index)) });
});
afterAll(() => temporal.close());

async function cancelAt(
  world: FaultWorld,
  worker: LocalProcess,
  { point, onCancel = 'cancel-copy', isKilled = false }: Case,
): Promise<DistributionHandle> {
  const armed = await point(world);
  const input = request({ destinations: 'all', shareWith: points.ELEVEN_ACCOUNTS, onCancel });
  const run = await world.distributor.start(input);
  await armed.reached(run);
  await run.cancel();
  if (isKilled) await worker.kill9();
  armed.passOn();
  if (isKilled) world.startWorker();
  return run;
}

async function rowsOf(run: DistributionHandle): Promise<DestinationResult[]> {
  const { destinations } = await run.result().catch((error) => {
    if (!(error instanceof DistributionCancelledError)) throw error;
    return error.result;
  });
  return destinations;
}

/** Ids of the copies that are still being made. */
async function inFlight({ emulator }: FaultWorld): Promise<string[]> {
  await sleep(QUIET_MS);
  const images = await emulator.images();
  const copies = images.filter(({ image, regionId }) => image.Status === 'Creating' && regionId !== GOLDEN.regionId);
  return copies.map(({ image }) => image.ImageId);
}

test.concurrent.each(CASES.map((row, index) => ({ ...row, namespace: namespaceOf(index) })))(
  'cancelled at: $name',
  async ({ namespace, copySeconds = SLOW_COPY_SECONDS, outcome = 'cancelled', ...row }) => {
    const world = await startFaultWorld(temporal, namespace, {
      settings: { copySeconds },
      environment: points.PATIENT,
    });
    try {
      const rows = await rowsOf(await cancelAt(world, world.startWorker(), row));
      expect(rows.map((end) => end.outcome)).toEqual(Array(9).fill(outcome));
      // Each of them was really under way.
      const creates = await world.emulator.ledger('CopyImage');
      expect(creates.filter(({ applied }) => applied)).toHaveLength(9);
      const kept = row.onCancel === 'keep' ? rows.map(({ imageId }) => imageId) : [];
      expect((await inFlight(world)).sort()).toEqual(kept.sort());
    } finally {
      await world.close();
    }
  },
  240_000,
);
