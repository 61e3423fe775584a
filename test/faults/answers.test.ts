// Answers that are lost, late, cut, no JSON or never come: on the real server, the real adapter, over the network.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import type { DestinationResult } from '../../src/shared/distribution';
import { request } from '../support/request';
import { startWorld, type World } from '../support/world';
import { distributeAll } from './distribute';
import { NOTHING_WRONG, verdictOn } from './fault-world';
import { copyImageFaults, otherFaults } from './mishaps';
import { FAULTS_SEED } from './scale';

const DISTRIBUTIONS = 12;

let world: World;
beforeEach(async () => {
  world = await startWorld({ copySeconds: 0.3 });
});
afterEach(() => world.close());

async function distributeMany(): Promise<DestinationResult[]> {
  const inputs = Array.from({ length: DISTRIBUTIONS }, (_, index) =>
    request({ imageName: `faulted-${index}`, destinations: 'all' }),
  );
  return distributeAll(world.distributor, inputs, DISTRIBUTIONS);
}

const ALL_RIGHT = { wanted: DISTRIBUTIONS * 9, made: DISTRIBUTIONS * 9, ...NOTHING_WRONG };

test('CopyImage: half of the answers go wrong, in every way that leaves the outcome unknown', async () => {
  await world.emulator.settings({ visibilityLagSeconds: 0.5 });
  await world.emulator.faults(copyImageFaults(0.5), FAULTS_SEED);
  const rows = await distributeMany();
  const faulted = (await world.emulator.ledger('CopyImage')).filter(({ statusCode }) => statusCode !== 200);
  expect(faulted.length).toBeGreaterThan(DISTRIBUTIONS);
  expect(await verdictOn(world.emulator, rows)).toMatchObject(ALL_RIGHT);
}, 400_000);

test('every other call: one answer in six goes wrong', async () => {
  await world.emulator.faults(otherFaults(1 / 6), FAULTS_SEED);
  const rows = await distributeMany();
  expect(await verdictOn(world.emulator, rows)).toEqual({ ...ALL_RIGHT, copyCalls: DISTRIBUTIONS * 9 });
}, 400_000);
