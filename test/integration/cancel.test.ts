// Cancelling: what this run has in flight is cancelled, and nothing else.
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
  return (error as DistributionCancelledError).result;
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
      destinations: to('cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1'),
      maxConcurrent: 3,
    }),
  );
  await waitFor(async () => (await copiesOf('office-half')).length === 3);
  await waitFor(async () => (await run.status()).destinations.filter(({ phase }) => phase === 'waiting').length === 2);
  await run.cancel();
  const { destinations } = await cancelledResult(run.result());

  expect(destinations).toMatchObject([
    { regionId: 'cn-shanghai', outcome: 'adopted', sharedWith: ACCOUNTS },
    { regionId: 'cn-beijing', outcome: 'cancelled', imageId: expect.stringMatching(/^m-/) },
    { regionId: 'cn-shenzhen', outcome: 'cancelled' },
    { regionId: 'ap-southeast-1', outcome: 'cancelled' },
  ]);
  const cancels = await world.emulator.ledger('CancelCopyImage');
  expect(cancels.map(({ params }) => params.RegionId)).toEqual(['cn-shenzhen', 'ap-southeast-1']);
  expect((await copiesOf('office-half')).map(({ regionId }) => regionId).sort()).toEqual(['cn-beijing', 'cn-shanghai']);
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
