// The main job on real parts: one image to all regions, shared, and the same request again.
import { copyWorkflowId } from '../../src/shared/ids';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function historyLength(regionId: string, imageName: string): Promise<number> {
  const workflowId = copyWorkflowId(GOLDEN, { regionId, imageName });
  return (await world.temporal.client.workflow.getHandle(workflowId).describe()).historyLength;
}

test('copies to every other region, shares, reads back; and the same request again changes nothing', async () => {
  const input = request({ destinations: 'all', imageName: 'office-all', description: 'Autumn office' });
  const first = await (await world.distributor.start(input, { requestId: 'first' })).result();
  expect(first.destinations.length).toBeGreaterThanOrEqual(8);
  for (const row of first.destinations) {
    expect(row).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS, duplicates: [] });
    expect(row.requestIds.copy).toBeDefined();
  }
  const creates = await world.emulator.ledger('CopyImage');
  expect(creates.map(({ params }) => params.DestinationRegionId).sort()).toEqual(
    first.destinations.map(({ regionId }) => regionId).sort(),
  );
  const images = await world.emulator.images();
  for (const { regionId, imageId } of first.destinations) {
    const copy = images.find(({ image }) => image.ImageId === imageId);
    expect(copy).toMatchObject({ regionId, image: { Status: 'Available', Name: 'office-all' }, sharedWith: ACCOUNTS });
  }
  const readBack = await world.emulator.ledger('DescribeImagePermission');
  const shared = await world.emulator.ledger('ModifyImagePermission');
  for (const { imageId } of first.destinations) {
    const lastShare = shared.filter(({ params }) => params.ImageId === imageId).at(-1)?.seq ?? Number.POSITIVE_INFINITY;
    expect(readBack.some(({ params, seq }) => params.ImageId === imageId && seq > lastShare)).toBe(true);
  }

  const second = await (await world.distributor.start(input, { requestId: 'second' })).result();
  expect(second.destinations.map(({ outcome }) => outcome)).toEqual(first.destinations.map(() => 'adopted'));
  expect(second.destinations.map(({ imageId }) => imageId)).toEqual(first.destinations.map(({ imageId }) => imageId));
  expect(await world.emulator.ledger('CopyImage')).toHaveLength(creates.length);
  expect(await world.emulator.ledger('ModifyImagePermission')).toHaveLength(shared.length);
});

test('a copy’s history has 25 events however long the copy takes', async () => {
  // Real time: a copy of 5 s and one of 60 s, polled within the same bounds.
  await world.emulator.settings({ copySeconds: 60 });
  const slow = await world.distributor.start(request({ imageName: 'office-60s' }), { requestId: 'slow' });
  await waitFor(async () =>
    (await world.emulator.ledger('CopyImage')).some(({ params }) => params.DestinationImageName === 'office-60s'),
  );
  await world.emulator.settings({ copySeconds: 5 });
  await (await world.distributor.start(request({ imageName: 'office-5s' }), { requestId: 'quick' })).result();
  await slow.result();
  expect(await historyLength('cn-shanghai', 'office-5s')).toBe(25);
  expect(await historyLength('cn-shanghai', 'office-60s')).toBe(25);
}, 120_000);
