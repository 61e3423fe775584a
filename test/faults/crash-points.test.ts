// Workers that die with kill -9, or freeze and wake later, at named points of nine copies at once.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast, and 12 where nine settles have
// to be under way at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DistributionHandle } from '../../src/client';
import type { LocalProcess } from '../../src/local/processes';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { request } from '../support/request';
import { everyDestination, type FaultWorld, NOTHING_WRONG, startFaultWorld, verdictOn } from './fault-world';
import * as points from './points';

/** What is done to the worker once all destinations are at the point. */
type Strike = (
  world: FaultWorld,
  worker: LocalProcess,
  point: points.ArmedPoint,
  run: DistributionHandle,
) => Promise<void>;

/** The calls under way go on to the cloud when their caller is dead. */
const kill: Strike = async (world, worker, point) => {
  await worker.kill9();
  point.passOn();
  world.startWorker();
};

/** The answers are in the machine of the worker, and no line of its code runs any more. */
const killBeforeReading: Strike = async (world, worker, point) => {
  worker.freeze();
  point.passOn();
  await sleep(200);
  await worker.kill9();
  world.startWorker();
};

/** Longer than the eight seconds after which Temporal gives an attempt up. */
const FREEZE_MS = 10_000;

/** It wakes when the attempt belongs to nobody any more, and another worker has gone on. */
const freeze: Strike = async (world, worker, point) => {
  worker.freeze();
  point.passOn();
  world.startWorker();
  await sleep(FREEZE_MS);
  worker.thaw();
};

/** The calls reach the cloud when their attempts are lost, and the settle is under way. */
const killAndDeliverInSettle: Strike = async (world, worker, point, run) => {
  await worker.kill9();
  world.startWorker();
  await everyDestination(run, ({ phase }) => phase === 'settling');
  point.passOn();
};

/** The calls reach the cloud when it no longer takes their date. */
const killAndDeliverLate: Strike = async (world, worker, point) => {
  await world.emulator.settings({ dateToleranceSeconds: 2 });
  await worker.kill9();
  await sleep(3_000);
  point.passOn();
  world.startWorker();
};

const POINTS: {
  name: string;
  point: points.Point;
  strike: Strike;
  copyCalls?: number;
  isPatient?: boolean;
}[] = [
  { name: 'before send', point: points.beforeSend, strike: kill },
  { name: 'bytes sent', point: points.bytesSent, strike: kill },
  {
    name: 'bytes sent, arriving in the settle',
    point: points.bytesSent,
    strike: killAndDeliverInSettle,
    isPatient: true,
  },
  { name: 'bytes sent, arriving after their date', point: points.bytesSent, strike: killAndDeliverLate, copyCalls: 18 },
  { name: 'applied but unanswered', point: points.appliedButUnanswered, strike: kill },
  { name: 'frozen before the look is read', point: points.beforeSend, strike: freeze },
  { name: 'frozen before the answer', point: points.appliedButUnanswered, strike: freeze },
  { name: 'answered but not completed', point: points.appliedButUnanswered, strike: killBeforeReading },
  { name: 'id saved', point: points.idSaved, strike: kill },
  { name: 'share sent', point: points.shareSent, strike: kill },
  { name: 'between share calls', point: points.betweenShareCalls, strike: kill },
  { name: 'during settle', point: points.duringSettle, strike: kill, isPatient: true },
];

const namespaceOf = (index: number) => `crash-${index}`;

let temporal: TemporalServer;
beforeAll(async () => {
  temporal = await startTemporalServer({ namespaces: POINTS.map((_, index) => namespaceOf(index)) });
});
afterAll(() => temporal.close());

async function runAcross(world: FaultWorld, point: points.Point, strike: Strike): Promise<DistributionHandle> {
  const worker = world.startWorker();
  const armed = await point(world);
  const run = await world.distributor.start(request({ destinations: 'all', shareWith: points.ELEVEN_ACCOUNTS }));
  await armed.reached(run);
  await strike(world, worker, armed, run);
  return run;
}

test.concurrent.each(POINTS.map((row, index) => ({ ...row, namespace: namespaceOf(index) })))(
  '$name: nine copies, none doubled, none lost',
  async ({ namespace, point, strike, copyCalls = 9, isPatient }) => {
    const world = await startFaultWorld(temporal, namespace, {
      settings: { copySeconds: 1.5 },
      environment: isPatient ? points.PATIENT : {},
    });
    try {
      const run = await runAcross(world, point, strike);
      const { destinations } = await run.result();
      const verdict = await verdictOn(world.emulator, destinations, points.ELEVEN_ACCOUNTS);
      expect(verdict).toEqual({ wanted: 9, made: 9, ...NOTHING_WRONG, copyCalls });
    } finally {
      await world.close();
    }
  },
  240_000,
);
