// A run cancelled at the named points leaves no copy in flight that it started, whether its worker lives on or dies.
// The settle window of 22 minutes is 12 seconds here, 110 times as fast.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { DistributionCancelledError, type DistributionHandle } from '../../src/client';
import type { LocalProcess } from '../../src/local/processes';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import type { DestinationResult } from '../../src/shared/distribution';
import { copyWorkflowId } from '../../src/shared/ids';
import { GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
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
  /** The calls are still to be sent: none may be, once the copies' own runs are asked to end. */
  isUnsent?: boolean;
}

const CASES: Case[] = [
  { name: 'before send', point: points.beforeSend, isUnsent: true },
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
  { namespace, point, onCancel = 'cancel-copy', isKilled = false, isUnsent = false }: Case & { namespace: string },
): Promise<DistributionHandle> {
  const armed = await point(world);
  const input = request({ destinations: 'all', shareWith: points.ELEVEN_ACCOUNTS, onCancel });
  const run = await world.distributor.start(input);
  await armed.reached(run);
  await run.cancel();
  if (isUnsent) await everyCopyIsAskedToEnd(namespace, run);
  if (isKilled) await worker.kill9();
  armed.passOn();
  if (isKilled) world.startWorker();
  return run;
}

/** A distribution asks its copies to end a moment after it was asked itself. */
async function everyCopyIsAskedToEnd(namespace: string, run: DistributionHandle): Promise<void> {
  const { workflow } = new Client({ connection: temporal.connection, namespace });
  const { destinations } = await run.status();
  for (const destination of destinations) {
    await waitFor(async () => {
      const { raw } = await workflow.getHandle(copyWorkflowId(GOLDEN, destination)).describe();
      return raw.workflowExtendedInfo?.cancelRequested;
    });
  }
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
      const rows = await rowsOf(await cancelAt(world, world.startWorker(), { ...row, namespace }));
      expect(rows.map((end) => end.outcome)).toEqual(Array(9).fill(outcome));
      // Each of them was really under way, or is not begun at all.
      const creates = await world.emulator.ledger('CopyImage');
      expect(creates.filter(({ applied }) => applied)).toHaveLength(row.isUnsent ? 0 : 9);
      const kept = row.onCancel === 'keep' ? rows.map(({ imageId }) => imageId) : [];
      expect((await inFlight(world)).sort()).toEqual(kept.sort());
    } finally {
      await world.close();
    }
  },
  240_000,
);
