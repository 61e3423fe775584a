// A thousand copies while everything breaks at random: half of the CopyImage answers, one other answer in twenty,
// workers, the network, the Temporal server. FAULTS_COPIES and FAULTS_SEED (npm run test:faults) ask for more.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.

import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@temporalio/client';
import { DistributionIncompleteError, type ImageDistributor } from '../../src/client';
import { toSeed } from '../../src/emulator';
import type { DestinationResult } from '../../src/shared/distribution';
import { Random } from '../simulation/random';
import { request } from '../support/request';
import { startTemporalProcess } from '../support/temporal-process';
import { type FaultWorld, NOTHING_WRONG, startFaultWorld, verdictOn } from './fault-world';
import { copyImageFaults, otherFaults } from './mishaps';
import { strikeAtRandom } from './strikes';

const COPIES = Number(process.env.FAULTS_COPIES ?? 1_000);
const SEED = Number(process.env.FAULTS_SEED ?? 1);
const REGIONS = 50;

/** More repairs than that would be no tool. */
const MAX_PASSES = 5;

const WORKER_SETTINGS = { ECD_WRITES_PER_SECOND: '200' };

/** Asks the Temporal server until it is there to answer. */
async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      await sleep(500);
    }
  }
}

interface Told {
  rows: DestinationResult[];
  /** Runs that it took until all were done. */
  passes: number;
}

async function rowsOf(distributor: ImageDistributor, imageName: string): Promise<DestinationResult[]> {
  const input = request({ imageName, destinations: 'all', maxConcurrent: REGIONS });
  const run = await persistently(() => distributor.start(input));
  try {
    return (await persistently(() => run.result())).destinations;
  } catch (error) {
    if (!(error instanceof DistributionIncompleteError)) throw error;
    return error.result.destinations;
  }
}

/** Requests the same again until every row is done: a run repeated is a repair. */
async function distribute(distributor: ImageDistributor, imageName: string): Promise<Told> {
  for (let passes = 1; ; passes++) {
    const rows = await rowsOf(distributor, imageName);
    const undone = rows.filter(({ outcome }) => outcome !== 'copied' && outcome !== 'adopted');
    for (const { error } of undone) expect(error).toMatchObject({ type: expect.any(String), hint: expect.any(String) });
    if (undone.length === 0 || passes === MAX_PASSES) return { rows, passes };
  }
}

let world: FaultWorld;

test(`${COPIES} copies while everything breaks: none doubled, none lost, none told falsely`, async () => {
  const temporal = await startTemporalProcess();
  const regions = Array.from({ length: REGIONS }, (_, index) => `ap-fault-${index}`);
  const seed = toSeed({
    regions: ['cn-hangzhou', ...regions],
    settings: { copySeconds: 0.5, visibilityLagSeconds: 0.5 },
  });
  world = await startFaultWorld(temporal, 'default', {}, seed);
  const startWorker = () => world.startWorker(WORKER_SETTINGS);
  const workers = [startWorker(), startWorker()];
  await world.emulator.faults([...copyImageFaults(0.5), ...otherFaults(0.05)], SEED);
  const names = Array.from({ length: COPIES / REGIONS }, (_, index) => `office-${index}`);
  const begun = Date.now();
  const told = names.map((name) => distribute(world.distributor, name));
  const strikes = strikeAtRandom({ world, temporal, workers, startWorker }, new Random(SEED));
  const ends = await Promise.all(told);
  await strikes.stop();
  console.error(
    (Date.now() - begun) / 1000,
    strikes.counts,
    ends.map(({ passes }) => passes).join(),
    (await world.emulator.ledger('CopyImage')).length,
  );
  const verdict = await verdictOn(
    world.emulator,
    ends.flatMap(({ rows }) => rows),
  );
  await world.close();
  await temporal.close();
  expect(verdict).toMatchObject({ wanted: COPIES, made: COPIES, ...NOTHING_WRONG });
}, 3_600_000);
