// A worker that freezes between its look and its CopyImage, and wakes when the run has settled and copied without it: the
// fence keeps it from sending, and past the fence the pinned date has the service refuse the call.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast; the service's 15 minutes are 4 seconds, too.
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from '../support/request';
import { startWorld, type World } from '../support/world';

/** Longer than the 8 s of an attempt and the 4 s of the settle after it. */
const FROZEN_MS = 14_000;

let world: World;
beforeEach(async () => {
  world = await startWorld({ copySeconds: 0.5 });
});
afterEach(() => world.close());

/** Copies to cn-shanghai, and stays until the frozen worker has done what it does. */
async function copyAndThaw() {
  const [result] = await Promise.all([
    world.distributor.start(request()).then((run) => run.result()),
    sleep(FROZEN_MS + 3_000),
  ]);
  expect(result.destinations[0]).toMatchObject({ outcome: 'copied', duplicates: [] });
  const copies = (await world.emulator.images()).filter(({ image }) => image.Name === 'office-2026-11');
  expect(copies).toHaveLength(1);
  return world.emulator.ledger('CopyImage');
}

test('frozen before the fence: nothing is sent', async () => {
  const { listImages } = world.ecd;
  world.ecd.listImages = async (region) => {
    world.ecd.listImages = listImages;
    const listing = await listImages(region);
    await sleep(FROZEN_MS);
    return listing;
  };
  expect(await copyAndThaw()).toHaveLength(1);
});

test('frozen behind the fence: the service refuses what is dated too long ago', async () => {
  await world.emulator.settings({ dateToleranceSeconds: 4 });
  const { copyImage } = world.ecd;
  world.ecd.copyImage = async (copy, options) => {
    world.ecd.copyImage = copyImage;
    await sleep(FROZEN_MS);
    return copyImage(copy, options);
  };
  const calls = await copyAndThaw();
  expect(calls.map(({ statusCode }) => statusCode)).toEqual([200, 400]);
});
