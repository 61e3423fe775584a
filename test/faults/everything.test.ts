// A thousand copies while everything breaks at random: half of the CopyImage answers, one other answer in twenty,
// workers, the network, the Temporal server. FAULTS_COPIES and FAULTS_SEED (npm run test:faults) ask for more.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSeed } from '../../src/emulator';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { Random } from '../simulation/random';
import { GOLDEN, request } from '../support/request';
import { distributeAll } from './distribute';
import { type FaultWorld, NOTHING_WRONG, startFaultWorld, verdictOn } from './fault-world';
import { copyImageFaults, otherFaults } from './mishaps';
import { FAULTED_COPIES, FAULTS_SEED } from './scale';
import { strikeAtRandom } from './strikes';

const REGIONS = 50;
const DISTRIBUTIONS = Math.ceil(FAULTED_COPIES / REGIONS);
const DISTRIBUTIONS_AT_ONCE = 20;
const COPIES = DISTRIBUTIONS * REGIONS;

/** So many have more images than a page holds, while more appear in them all the time. */
const FULL_REGIONS = 5;
const PAGE = 100;

const WORKER_SETTINGS = { ECD_WRITES_PER_SECOND: '200' };

function imagesOfOthers(regionId: string): object[] {
  return Array.from({ length: PAGE + 1 }, (_, index) => {
    return { regionId, imageId: `m-${regionId}-${index}`, name: `other-${index}`, description: 'not ours' };
  });
}

function startWorldOf50(temporal: TemporalServer): Promise<FaultWorld> {
  const regions = Array.from({ length: REGIONS }, (_, index) => `ap-fault-${index}`);
  const settings = { copySeconds: 0.5, visibilityLagSeconds: 0.5 };
  const images = [{ ...GOLDEN, name: 'office-golden' }, ...regions.slice(0, FULL_REGIONS).flatMap(imagesOfOthers)];
  return startFaultWorld(temporal, 'default', {
    seed: toSeed({ regions: [GOLDEN.regionId, ...regions], images, settings }),
    environment: WORKER_SETTINGS,
  });
}

test(`${COPIES} copies while everything breaks (seed ${FAULTS_SEED}): none doubled, none lost, none told falsely`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ecd-everything-'));
  const temporal = await startTemporalServer({
    databaseFile: join(folder, 'temporal.db'),
    // What a killed process wrote is safe without: only a crash of the machine would lose it.
    extraArgs: ['--sqlite-pragma', 'synchronous=off'],
  });
  const world = await startWorldOf50(temporal);
  try {
    const workers = [world.startWorker(), world.startWorker()];
    await world.emulator.faults([...copyImageFaults(0.5), ...otherFaults(0.05)], FAULTS_SEED);
    const inputs = Array.from({ length: DISTRIBUTIONS }, (_, index) =>
      request({ imageName: `office-${index}`, destinations: 'all', maxConcurrent: REGIONS }),
    );
    const told = distributeAll(world.distributor, inputs, DISTRIBUTIONS_AT_ONCE);
    const strikes = strikeAtRandom({ world, temporal, workers }, new Random(FAULTS_SEED));
    const rows = await told;
    await strikes.stop();
    const verdict = await verdictOn(world.emulator, rows);
    process.stderr.write(`${verdict.copyCalls} CopyImage calls, ${JSON.stringify(strikes.counts)}\n`);
    expect(verdict).toMatchObject({ wanted: COPIES, made: COPIES, ...NOTHING_WRONG });
    const faulted = (await world.emulator.ledger('CopyImage')).filter(({ statusCode }) => statusCode !== 200);
    expect(faulted.length).toBeGreaterThan(COPIES / 4);
    expect(Object.keys(strikes.counts)).toHaveLength(5);
  } finally {
    await world.close();
    await temporal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 7_200_000);
