// Cancelling: what this run has in flight is cancelled, and nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributionCancelledError } from '../../src/client';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const to = (...regions: string[]) => regions.map((regionId) => ({ regionId }));

async function copiesOf(imageName: string) {
  return (await world.emulator.images()).filter(({ image }) => image.Name === imageName);
}

async function cancelledResult(promise: Promise<unknown>) {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DistributionCancelledError);
  const { result } = error as DistributionCancelledError;
  if (!result) throw new Error('the cancelled run left no result');
  return result;
}

test('copies in flight are cancelled, finished ones stay, adopted ones are untouched, waiting ones never start', async () => {
  await world.emulator.settings({ copySeconds: 1 });
  const first = request({ imageName: 'office-half', destinations: to('cn-shanghai') });
  await (await world.distributor.start(first)).result();

  // Made by another run and still Creating: adopted, so not ours to cancel.
  await world.emulator.settings({ copySeconds: 600 });
  const other = await world.distributor.start(
    request({ imageName: 'office-half', destinations: to('cn-beijing'), onCancel: 'keep' }),
  );
  await waitFor(async () => (await copiesOf('office-half')).length === 2);
  await other.cancel();
  await cancelledResult(other.result());

  const run = await world.distributor.start(
    request({
      imageName: 'office-half',
      destinations: to('cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1', 'eu-central-1'),
      maxConcurrent: 3,
    }),
  );
  await waitFor(async () => {
    const phases = (await run.status()).destinations.map(({ phase }) => phase);
    return phases.join() === 'done,waiting,waiting,waiting,queued';
  });
  await run.cancel();
  const { destinations } = await cancelledResult(run.result());

  expect(destinations).toMatchObject([
    { regionId: 'cn-shanghai', outcome: 'adopted', sharedWith: ACCOUNTS },
    { regionId: 'cn-beijing', outcome: 'cancelled', imageId: expect.stringMatching(/^m-/) },
    { regionId: 'cn-shenzhen', outcome: 'cancelled' },
    { regionId: 'ap-southeast-1', outcome: 'cancelled' },
    { regionId: 'eu-central-1', outcome: 'cancelled' },
  ]);
  const cancels = await world.emulator.ledger('CancelCopyImage');
  expect(cancels.map(({ params }) => params.RegionId).sort()).toEqual(['ap-southeast-1', 'cn-shenzhen']);
  expect((await copiesOf('office-half')).map(({ regionId }) => regionId).sort()).toEqual(['cn-beijing', 'cn-shanghai']);
});

test('a cancel that comes while a read is under way is a cancel all the same', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  const { describeImages } = world.ecd;
  let readAt = 0;
  world.ecd.describeImages = async (request) => {
    if (request.regionId === 'cn-shanghai') readAt = Date.now();
    await sleep(700);
    return describeImages(request);
  };
  const run = await world.distributor.start(request({ imageName: 'office-slow-read' }));
  await waitFor(() => readAt > 0);
  await run.cancel();
  const { destinations } = await cancelledResult(run.result());
  world.ecd.describeImages = describeImages;
  expect(destinations[0]).toMatchObject({ outcome: 'cancelled' });
  expect(await copiesOf('office-slow-read')).toEqual([]);
});

test('with onCancel keep nothing is cancelled', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  const before = (await world.emulator.ledger('CancelCopyImage')).length;
  const run = await world.distributor.start(request({ imageName: 'office-keep', onCancel: 'keep' }));
  await waitFor(async () => (await copiesOf('office-keep')).length === 1);
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'waiting');
  await run.cancel();
  const { destinations } = await cancelledResult(run.result());
  const [copy] = await copiesOf('office-keep');
  expect(destinations[0]).toMatchObject({ outcome: 'cancelled', imageId: copy?.image.ImageId });
  expect(await world.emulator.ledger('CancelCopyImage')).toHaveLength(before);
});

test('a cancel in a settle says so, ends after it, and cancels the copy that showed', async () => {
  await world.emulator.settings({ copySeconds: 600, visibilityLagSeconds: 2 });
  const { copyImage } = world.ecd;
  world.ecd.copyImage = async (copy, options) => {
    await copyImage(copy, options);
    throw new Error('the answer was lost');
  };
  const run = await world.distributor.start(request({ imageName: 'office-settle', source: GOLDEN }));
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'settling');
  await run.cancel();
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'settling-before-cancel');
  expect((await run.status()).destinations[0]?.settlesUntil).toBeDefined();
  const { destinations } = await cancelledResult(run.result());
  world.ecd.copyImage = copyImage;
  await world.emulator.settings({ visibilityLagSeconds: 0 });
  expect(destinations[0]).toMatchObject({ outcome: 'cancelled' });
  expect(await copiesOf('office-settle')).toEqual([]);
  expect(await world.emulator.ledger('CancelCopyImage')).toContainEqual(
    expect.objectContaining({ params: expect.objectContaining({ RegionId: 'cn-shanghai' }), applied: true }),
  );
});
