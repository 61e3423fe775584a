// What happens to images while they are copied, and what was there before: on the real server, with a real worker.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import type { DestinationResult } from '../../src/shared/distribution';
import { call } from '../emulator/raw-client';
import { ACCOUNTS, request } from '../support/request';
import { waitFor } from '../support/wait';
import { everyDestination, type FaultWorld, startFaultWorld } from './fault-world';

const REGION = 'cn-shanghai';

let temporal: TemporalServer;
let world: FaultWorld;
beforeAll(async () => {
  temporal = await startTemporalServer();
});
afterAll(() => temporal.close());
beforeEach(async () => {
  world = await startFaultWorld(temporal, 'default', { settings: { copySeconds: 2 } });
  world.startWorker();
});
afterEach(() => world.close());

function start(imageName: string) {
  return world.distributor.start(request({ imageName, destinations: [{ regionId: REGION }] }));
}

async function onlyRow(imageName: string): Promise<DestinationResult> {
  const { destinations } = await (await start(imageName)).result();
  const [row] = destinations;
  if (!row) throw new Error('no row');
  return row;
}

async function imagesIn(regionId = REGION) {
  const images = await world.emulator.images();
  return images.filter(({ image, ...at }) => at.regionId === regionId && image.ImageType === 'CUSTOM');
}

async function copyCalls(): Promise<number> {
  return (await world.emulator.ledger('CopyImage')).length;
}

const DONE = { outcome: 'copied', sharedWith: ACCOUNTS, duplicates: [] };

/** What a person does in the console. */
async function byHand(action: string, parameters: Record<string, string>): Promise<void> {
  const { status } = await call(world.emulator.url, action, { RegionId: REGION, ...parameters });
  expect(status).toBe(200);
}

/** A run whose image is Available and about to be shared, until `passOn`. */
async function aboutToShare(imageName: string) {
  const isShare = ({ action }: { action: string }) => action === 'DescribeImagePermission';
  const hold = world.proxy.hold({ isMatch: isShare, at: 'request', count: 1 });
  const run = await start(imageName);
  await hold.all();
  const [made] = await imagesIn();
  return { run, imageId: made?.image.ImageId ?? '', passOn: () => hold.passOn() };
}

test('an image that somebody cancels during its copy is copied again', async () => {
  const run = await start('office-deleted');
  await waitFor(async () => (await run.status()).destinations[0]?.percent !== undefined);
  const [first] = await imagesIn();
  await byHand('CancelCopyImage', { ImageId: first?.image.ImageId ?? '' });
  const [row] = (await run.result()).destinations;
  expect(row).toMatchObject(DONE);
  expect(row?.imageId).not.toBe(first?.image.ImageId);
  expect(await imagesIn()).toHaveLength(1);
  expect(await copyCalls()).toBe(2);
});

test('an image deleted as soon as it is Available is red, and copied anew by the next run', async () => {
  const { run, imageId, passOn } = await aboutToShare('office-gone');
  await byHand('DeleteImages', { 'ImageId.1': imageId });
  passOn();
  await expect(run.result()).rejects.toMatchObject({
    result: { destinations: [{ outcome: 'failed', imageId, error: { requestId: expect.any(String) } }] },
  });
  expect(await onlyRow('office-gone')).toMatchObject(DONE);
});

test('an image renamed before it is shared is the copy all the same', async () => {
  const { run, imageId, passOn } = await aboutToShare('office-renamed');
  await byHand('ModifyImageAttribute', { ImageId: imageId, Name: 'renamed-by-a-person' });
  passOn();
  expect((await run.result()).destinations[0]).toMatchObject({ ...DONE, imageId });
  expect(await onlyRow('office-renamed')).toMatchObject({ outcome: 'adopted', imageId });
  expect(await copyCalls()).toBe(1);
});

test('of two twins from before one is adopted and the other named', async () => {
  const { imageId } = await onlyRow('office-twins');
  const [create] = await world.emulator.ledger('CopyImage');
  const twin = await call(world.emulator.url, 'CopyImage', create?.params as Record<string, string>);
  await waitFor(async () => (await imagesIn()).every(({ image }) => image.Status === 'Available'));
  const row = await onlyRow('office-twins');
  expect(row).toMatchObject({ outcome: 'adopted', imageId, duplicates: [twin.body.ImageId], sharedWith: ACCOUNTS });
  expect(await imagesIn()).toHaveLength(2);
});

test('an image that is invisible at first is awaited, beyond the grace period too', async () => {
  await world.emulator.settings({ visibilityLagSeconds: 4 });
  expect(await onlyRow('office-invisible')).toMatchObject(DONE);
  expect(await copyCalls()).toBe(1);
});

test('a copy without progress is awaited; one that stands still fails at its deadline', async () => {
  await world.emulator.faults([
    { action: 'CopyImage', nth: 1, effect: 'no-progress' },
    { action: 'CopyImage', nth: 2, effect: 'stuck' },
  ]);
  expect(await onlyRow('office-silent')).toMatchObject(DONE);
  const input = request({ imageName: 'office-stuck', destinations: [{ regionId: REGION }], copyTimeout: '4s' });
  const stuck = (await world.distributor.start(input)).result();
  await expect(stuck).rejects.toMatchObject({ result: { destinations: [{ error: { type: 'CopyTimedOut' } }] } });
});

test('a copy that ends as CreateFailed is red, and copied anew by the next run', async () => {
  await world.emulator.faults([{ action: 'CopyImage', times: 1, effect: 'create-failed' }]);
  const failed = (await start('office-failed')).result();
  await expect(failed).rejects.toMatchObject({ result: { destinations: [{ error: { type: 'CreateFailed' } }] } });
  expect(await onlyRow('office-failed')).toMatchObject(DONE);
});

test('credentials that expire hold every call up until they are renewed', async () => {
  const run = await start('office-expired');
  await everyDestination(run, ({ phase }) => phase === 'waiting');
  const actions = ['DescribeImages', 'DescribeImagePermission', 'ModifyImagePermission'] as const;
  const expired = { effect: 'error', status: 400, code: 'InvalidSecurityToken.Expired' } as const;
  await world.emulator.faults(actions.map((action) => ({ action, ...expired })));
  await waitFor(async () => (await world.emulator.ledger()).filter(({ statusCode }) => statusCode === 400).length > 2);
  await world.emulator.clearFaults();
  expect((await run.result()).destinations[0]).toMatchObject(DONE);
});

test('a call that the service applies after the window doubles, and the double is named', async () => {
  // After the second call, which comes 4 s after the first, and before its copy is done.
  await world.emulator.settings({ copySeconds: 4 });
  await world.emulator.faults([{ action: 'CopyImage', nth: 1, effect: 'apply-late', ms: 6_500 }]);
  const row = await onlyRow('office-too-late');
  const ids = (await imagesIn()).map(({ image }) => image.ImageId);
  expect([row.imageId, ...row.duplicates].sort()).toEqual(ids.sort());
  expect(row).toMatchObject({ outcome: 'copied', duplicates: [expect.any(String)], sharedWith: ACCOUNTS });
});
