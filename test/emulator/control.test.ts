// The emulator's own endpoints: the ledger, the images of every region, and what they refuse.
import { DEFAULT_SOURCE } from '../../src/emulator';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { call } from './raw-client';

let emulator: TestEmulator;
beforeEach(async () => {
  emulator = await startTestEmulator({ copySeconds: 0 });
});
afterEach(() => emulator.close());

const copy = (DestinationImageName: string) =>
  call(emulator.url, 'CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId: DEFAULT_SOURCE.imageId,
    DestinationRegionId: 'cn-shanghai',
    DestinationImageName,
    DestinationDescription: 'a copy',
  });

const share = (imageId: string | undefined) =>
  call(emulator.url, 'ModifyImagePermission', {
    RegionId: 'cn-shanghai',
    ImageId: String(imageId),
    'AddAccount.1': '9223372036854775807',
  });

async function control(method: string, path: string, body?: string) {
  const answer = await fetch(`${emulator.url}/_emulator/${path}`, { method, ...(body !== undefined && { body }) });
  return { status: answer.status, value: await answer.json() };
}

test('the ledger has every request in order, refused ones too, with its parameters as they were sent', async () => {
  const { body } = await copy('office');
  await share(body.ImageId);
  await copy('1');
  await call(emulator.url, 'NoSuchAction', { RegionId: 'cn-hangzhou' }, { secret: 'wrong' });
  const entries = await emulator.ledger();
  expect(entries).toMatchObject([
    { seq: 1, action: 'CopyImage', applied: true, answered: true, statusCode: 200, imageId: body.ImageId },
    { seq: 2, action: 'ModifyImagePermission', params: { 'AddAccount.1': '9223372036854775807' }, applied: true },
    { seq: 3, action: 'CopyImage', applied: false, answered: true, statusCode: 400 },
    { seq: 4, action: 'NoSuchAction', applied: false, answered: true, statusCode: 404 },
  ]);
  expect(entries[0]?.requestId).toBe(body.RequestId);
  expect(entries[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('the ledger is read by action, and after an entry', async () => {
  for (const name of ['one', 'two', 'three']) await share((await copy(name)).body.ImageId);
  const { value } = await control('GET', 'ledger?action=CopyImage&after=1');
  expect(value.map(({ seq }: { seq: number }) => seq)).toEqual([3, 5]);
  expect((await control('GET', 'ledger?after=yesterday')).status).toBe(400);
});

test('the images are those of every region, with their accounts, also where reads do not show them yet', async () => {
  await emulator.settings({ visibilityLagSeconds: 60 });
  const { ImageId } = (await copy('office')).body;
  await share(ImageId);
  const all = await emulator.images();
  expect(all.find(({ image }) => image.ImageId === ImageId)).toMatchObject({
    regionId: 'cn-shanghai',
    image: { Name: 'office', Status: 'Available', SharedCount: 1 },
    sharedWith: ['9223372036854775807'],
  });
  expect(all.filter(({ image }) => image.ImageType === 'SYSTEM')).toHaveLength(10);
});

test('a change of settings leaves the others, and answers what is in force', async () => {
  const { value } = await control('POST', 'settings', '{"sharesPerImage":3}');
  expect(value).toMatchObject({ sharesPerImage: 3, copySeconds: 0, copiesPerRegion: 5, dateToleranceSeconds: 900 });
  expect((await control('GET', 'settings')).value).toEqual(value);
});

test.each([
  ['settings', '{"copySecond":1}', 'copySecond'],
  ['settings', '{"copySeconds":-1}', 'copySeconds'],
  ['settings', '{"callsPerMinute":{"CopyImages":1}}', 'CopyImages'],
  ['settings', 'copySeconds=1', 'not JSON'],
  ['faults', '{"rules":[{"action":"CopyImage","effect":"explode"}]}', 'effect'],
  ['faults', '{"rules":[{"action":"CopyImages","effect":"stuck"}]}', 'action'],
  ['faults', '{"rules":[{"action":"CopyImage","effect":"hang"}]}', 'ms'],
  [
    'faults',
    '{"rules":[{"action":"CopyImage","effect":"stuck","nth":1,"probability":0.5}]}',
    'both nth and probability',
  ],
])('refuses %s of %s, and says why', async (path, body, reason) => {
  const before = (await control('GET', 'settings')).value;
  const { status, value } = await control('POST', path, body);
  expect(status).toBe(400);
  expect(value.error).toContain(reason);
  expect((await control('GET', 'settings')).value).toEqual(before);
});

test('there is nothing else', async () => {
  expect((await control('GET', 'secrets')).status).toBe(404);
});
