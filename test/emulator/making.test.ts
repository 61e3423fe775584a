// How images come about in time, on a clock that the test moves: queue, lags, and what CreateImage makes.
import { DEFAULT_SOURCE, type RunningEmulator, startEmulator, toSeed } from '../../src/emulator';
import { call } from './raw-client';

const REGION = 'cn-shanghai';

let now: number;
let emulator: RunningEmulator;

beforeEach(async () => {
  now = Date.parse('2026-11-24T10:00:00Z');
  const seed = toSeed({ settings: { copySeconds: 100, copiesPerRegion: 1 } });
  emulator = await startEmulator({ port: 0, seed, now: () => now });
});
afterEach(() => emulator.close());

const pass = (seconds: number) => {
  now += seconds * 1_000;
};

async function change(settings: object): Promise<void> {
  await fetch(`${emulator.url}/_emulator/settings`, { method: 'POST', body: JSON.stringify(settings) });
}

const on = (action: string, parameters: Record<string, string>) =>
  call(emulator.url, action, { RegionId: REGION, ...parameters }, { date: new Date(now) });

async function copy(destination = REGION): Promise<string> {
  const answer = await on('CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId: DEFAULT_SOURCE.imageId,
    DestinationRegionId: destination,
    DestinationImageName: 'office',
    DestinationDescription: 'a copy',
  });
  return String(answer.body.ImageId);
}

async function images(regionId = REGION, filters: Record<string, string> = {}) {
  return (await on('DescribeImages', { RegionId: regionId, ImageType: 'CUSTOM', ...filters })).body.Images ?? [];
}

const progress = async (regionId?: string) =>
  (await images(regionId)).map(({ Status, Progress }) => `${Status} ${Progress}`);

test('copies into one region run one after the other, those of another region beside them', async () => {
  await copy();
  await copy();
  await copy('cn-beijing');
  pass(30);
  expect(await progress()).toEqual(['Creating 30%', 'Creating 0%']);
  expect(await progress('cn-beijing')).toEqual(['Creating 30%']);
  // Nobody looked when the first was finished: the second started then all the same.
  pass(120);
  expect(await progress()).toEqual(['Available 100%', 'Creating 50%']);
});

test('a place that a cancelled copy leaves is free from then on, not from before', async () => {
  const first = await copy();
  await copy();
  pass(50);
  await on('CancelCopyImage', { ImageId: first });
  expect(await progress()).toEqual(['Creating 0%']);
  pass(10);
  expect(await progress()).toEqual(['Creating 10%']);
});

test('a place that a setting adds is free from then on, not from before', async () => {
  await copy();
  await copy();
  pass(50);
  await change({ copiesPerRegion: 2 });
  expect(await progress()).toEqual(['Creating 50%', 'Creating 0%']);
});

test('an image that does not show yet has no permissions to read', async () => {
  await change({ visibilityLagSeconds: 10 });
  const ImageId = await copy();
  expect((await on('DescribeImagePermission', { ImageId })).body.Code).toBe('InvalidImageId.NotFound');
  pass(10);
  expect((await on('DescribeImagePermission', { ImageId })).body.AliUids).toEqual([]);
});

test('CreateImage makes an image that neither queues nor can be cancelled as a copy', async () => {
  await copy();
  const made = await on('CreateImage', { DesktopId: 'ecd-1', ImageName: 'made-here' });
  pass(40);
  expect(await progress()).toEqual(['Creating 40%', 'Creating 40%']);
  expect((await on('CancelCopyImage', { ImageId: String(made.body.ImageId) })).body.Code).toBe(
    'ImageCreatedNotFromCopy',
  );
});

test.each([
  [{ DesktopId: '' }, 'MissingDesktopId'],
  [{ DesktopId: 'ecd-1', ImageName: '1' }, 'InvalidImageName.Malformed'],
  [{ DesktopId: 'ecd-1', Description: 'http://x' }, 'InvalidDescription.Malformed'],
])('CreateImage refuses %p', async (parameters, code) => {
  expect((await on('CreateImage', parameters)).body.Code).toBe(code);
});

test('an image is renamed when it is finished, and not to a name that is held where names are unique', async () => {
  await change({ uniqueNames: true });
  const ImageId = await copy();
  const rename = (Name: string) => on('ModifyImageAttribute', { ImageId, Name });
  expect((await rename('office-2')).body.Code).toBe('IncorrectImageStatus');
  pass(100);
  expect((await rename('Windows')).status).toBe(200);
  expect((await on('CreateImage', { DesktopId: 'ecd-1', ImageName: 'Windows' })).body.Code).toBe(
    'InvalidImageName.Duplicated',
  );
  await on('CreateImage', { DesktopId: 'ecd-1', ImageName: 'held' });
  expect((await rename('held')).body.Code).toBe('InvalidImageName.Duplicated');
  expect(await images(REGION, { ImageName: 'Windows' })).toMatchObject([{ ImageId }]);
});

test.each([
  [{ ImageStatus: 'Available' }, 0],
  [{ ImageStatus: 'Creating' }, 1],
  [{ OsType: 'Windows' }, 1],
  [{ OsType: 'Linux' }, 0],
  [{ GpuCategory: 'False' }, 1],
  [{ GpuCategory: 'true' }, 0],
  [{ LanguageType: 'zh-CN' }, 1],
  [{ LanguageType: 'ja-JP' }, 0],
  [{ ImageName: 'offic' }, 0],
])('DescribeImages filters by %p', async (filters, count) => {
  await copy();
  expect(await images(REGION, filters)).toHaveLength(count);
});
