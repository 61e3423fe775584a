// Copies that somebody deletes while they are awaited, and images whose description never comes.
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributionIncompleteError } from '../../src/client';
import type { DistributeImageInput } from '../../src/shared/distribution';
import { ACCOUNTS, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

const REGION = 'cn-shanghai';

/** Much longer than the grace. */
const COPY_TIMEOUT = '20s';

let world: World;
let original: World['ecd'];
beforeEach(async () => {
  world = await startWorld({ copySeconds: 0.5 });
  original = { ...world.ecd };
});
afterEach(() => world.close());

/** The row of the one destination, however its run ended. */
async function rowOf(input: DistributeImageInput) {
  const run = await world.distributor.start(input);
  const result = await run.result().catch((error: unknown) => {
    if (!(error instanceof DistributionIncompleteError)) throw error;
    return error.result;
  });
  return result.destinations[0];
}

async function creates() {
  return (await world.emulator.ledger('CopyImage')).filter(({ applied }) => applied);
}

/** A copy in the making, which the run that began it left alone. */
async function leaveCopy(): Promise<string> {
  await world.emulator.settings({ copySeconds: 600 });
  const run = await world.distributor.start(request({ onCancel: 'keep' }));
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'waiting');
  await run.cancel();
  await run.result().catch(() => undefined);
  await world.emulator.settings({ copySeconds: 0.5 });
  const [create] = await creates();
  return create?.imageId ?? '';
}

test('an adopted copy that is deleted before its first read is copied anew, within the grace', async () => {
  const left = await leaveCopy();
  let adoptedAt = 0;
  world.ecd.listImages = async (region) => {
    const listing = await original.listImages(region);
    if (adoptedAt === 0 && listing.value.images.some(({ imageId }) => imageId === left)) {
      adoptedAt = Date.now();
      await world.ecd.cancelCopyImage({ regionId: REGION, imageId: left });
    }
    return listing;
  };
  const row = await rowOf(request({ copyTimeout: COPY_TIMEOUT }));
  expect(row).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS, duplicates: [] });
  const [first, second, ...more] = await creates();
  expect([first?.imageId, second?.imageId, more]).toEqual([left, row?.imageId, []]);
  // The grace is a second here.
  expect(Date.parse(second?.at ?? '') - adoptedAt).toBeGreaterThanOrEqual(1_000);
  expect(Date.parse(second?.at ?? '') - adoptedAt).toBeLessThan(10_000);
});

test('an adopted copy that is deleted between two reads is copied anew', async () => {
  const left = await leaveCopy();
  const run = await world.distributor.start(request({ copyTimeout: COPY_TIMEOUT }));
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'waiting');
  await sleep(500);
  await world.ecd.cancelCopyImage({ regionId: REGION, imageId: left });
  const { destinations } = await run.result();
  expect(destinations[0]).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS });
  expect(destinations[0]?.imageId).not.toBe(left);
  expect(await creates()).toHaveLength(2);
});

test('where descriptions never come, three runs make one image: by its recorded id the next one finds it', async () => {
  await world.emulator.settings({ descriptionLagSeconds: 86_400 });
  const first = await rowOf(request());
  expect(first).toMatchObject({ outcome: 'failed', error: { type: 'MarkerNotKept' } });
  for (let repeat = 0; repeat < 2; repeat++) {
    const again = await rowOf(request({ onNameTaken: 'copy' }));
    expect(again?.imageId).toBe(first?.imageId);
    expect(again).toMatchObject({ outcome: 'failed', error: { type: 'MarkerNotKept' } });
  }
  expect(await creates()).toHaveLength(1);
});
