// The emulator's images: how a copy comes about, what shows of it, and who it is shared with.
import { DEFAULT_SOURCE, ENCRYPTED_SOURCE, UNFINISHED_SOURCE } from '../../src/emulator';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { waitFor } from '../support/wait';
import { call } from './raw-client';

let emulator: TestEmulator;
beforeEach(async () => {
  emulator = await startTestEmulator({ copySeconds: 0 });
});
afterEach(() => emulator.close());

const REGION = 'cn-shanghai';

function copy(more: Record<string, string> = {}) {
  return call(emulator.url, 'CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId: DEFAULT_SOURCE.imageId,
    DestinationRegionId: REGION,
    DestinationImageName: 'office',
    DestinationDescription: 'a copy',
    ...more,
  });
}

async function images(more: Record<string, string | number> = {}) {
  return (
    (await call(emulator.url, 'DescribeImages', { RegionId: REGION, ImageType: 'CUSTOM', ...more })).body.Images ?? []
  );
}

function on(action: string, ImageId: string | undefined, more: Record<string, string> = {}) {
  return call(emulator.url, action, { RegionId: REGION, ImageId: String(ImageId), ...more });
}

test('a copy rises from Creating to Available, with what its source is', async () => {
  await emulator.settings({ copySeconds: 0.5 });
  const { ImageId } = (await copy()).body;
  expect(await images()).toMatchObject([{ ImageId, Status: 'Creating', Progress: expect.stringMatching(/^\d+%$/) }]);
  await waitFor(async () => (await images())[0]?.Status === 'Available');
  expect(await images()).toMatchObject([
    { Name: 'office', Description: 'a copy', OsType: 'WINDOWS', Progress: '100%' },
  ]);
});

test('CopyImage called twice makes two images, unless names are unique', async () => {
  await copy();
  await copy();
  expect(await images()).toHaveLength(2);
  await emulator.settings({ uniqueNames: true });
  expect((await copy()).body.Code).toBe('InvalidImageName.Duplicated');
});

test.each([
  ['its own region', { DestinationRegionId: 'cn-hangzhou' }, 'IncorrectDestinationRegion'],
  ['an unknown region', { DestinationRegionId: 'cn-nowhere' }, 'DestinationRegion.NotFound'],
  ['a bad name', { DestinationImageName: '1' }, 'InvalidImageName.Malformed'],
  ['no description', { DestinationDescription: '' }, 'MissingDestinationDescription'],
  ['a URL as description', { DestinationDescription: 'http://x' }, 'InvalidDescription.Malformed'],
  ['a description of 257', { DestinationDescription: 'a'.repeat(257) }, 'InvalidDescription.Malformed'],
  ['an unknown image', { ImageId: 'm-nothing' }, 'InvalidImageId.NotFound'],
  ['an unfinished image', { ImageId: UNFINISHED_SOURCE.imageId }, 'IncorrectImageStatus'],
])('CopyImage refuses %s', async (_, more, code) => {
  expect((await copy(more)).body.Code).toBe(code);
  expect(await images()).toEqual([]);
});

test('copies into a region are queued beyond its places', async () => {
  await emulator.settings({ copySeconds: 0.4, copiesPerRegion: 1 });
  await copy();
  await copy();
  await waitFor(async () => (await images())[0]?.Status === 'Available');
  expect((await images())[1]?.Status).toBe('Creating');
  await waitFor(async () => (await images())[1]?.Status === 'Available');
  await emulator.settings({ copySeconds: 60, showQueued: false });
  await copy();
  await copy();
  expect(await images()).toHaveLength(3);
});

test('a fault makes a copy fail, or stand still', async () => {
  await emulator.faults([
    { action: 'CopyImage', effect: 'create-failed', nth: 1 },
    { action: 'CopyImage', effect: 'stuck', nth: 2 },
  ]);
  await emulator.settings({ copySeconds: 0.2 });
  for (let count = 0; count < 3; count++) await copy();
  await waitFor(async () => (await images())[2]?.Status === 'Available');
  expect((await images()).map(({ Status, Progress }) => [Status, Progress])).toEqual([
    ['CreateFailed', '60%'],
    ['Creating', '40%'],
    ['Available', '100%'],
  ]);
});

test('a new image, and its description, may show late', async () => {
  await emulator.settings({ visibilityLagSeconds: 0.3, descriptionLagSeconds: 0.6 });
  const { ImageId } = (await copy()).body;
  expect(await images({ 'ImageId.1': String(ImageId) })).toEqual([]);
  await waitFor(async () => (await images()).length === 1);
  expect((await images())[0]?.Description).toBe('');
  await waitFor(async () => (await images())[0]?.Description === 'a copy');
});

test('lists page by page, 10 unless told otherwise, 100 at most', async () => {
  for (let count = 0; count < 23; count++) await copy();
  const sizes: number[] = [];
  let token: string | undefined;
  do {
    const page = await call(emulator.url, 'DescribeImages', {
      RegionId: REGION,
      ImageType: 'CUSTOM',
      ...(token !== undefined && { NextToken: token }),
    });
    sizes.push(page.body.Images?.length ?? 0);
    token = page.body.NextToken;
  } while (token);
  expect(sizes).toEqual([10, 10, 3]);
  expect(await images({ MaxResults: 100 })).toHaveLength(23);
  const refused = await call(emulator.url, 'DescribeImages', { RegionId: REGION, MaxResults: 101 });
  expect(refused.body.Code).toBe('InvalidParameter.MaxResults');
  const lost = await call(emulator.url, 'DescribeImages', { RegionId: REGION, NextToken: 'lost' });
  expect(lost.body.Code).toBe('InvalidParameter.NextToken');
});

test('shares within its limits, and reads back', async () => {
  const { ImageId } = (await copy()).body;
  await on('ModifyImagePermission', ImageId, { 'AddAccount.2': '2', 'AddAccount.1': '9223372036854775807' });
  expect((await on('DescribeImagePermission', ImageId)).body.AliUids).toEqual(['9223372036854775807', '2']);
  await on('ModifyImagePermission', ImageId, { 'RemoveAccount.1': '2' });
  expect((await on('DescribeImagePermission', ImageId)).body.AliUids).toEqual(['9223372036854775807']);
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`AddAccount.${index + 1}`, `${index}`]));
  expect((await on('ModifyImagePermission', ImageId, many)).body.Code).toBe('InvalidParameter.AddAccount');
  expect((await on('ModifyImagePermission', ImageId, { 'AddAccount.1': 'x' })).body.Code).toBe(
    'InvalidParameter.AddAccount',
  );
  await emulator.settings({ sharesPerImage: 1 });
  expect((await on('ModifyImagePermission', ImageId, { 'AddAccount.1': '5' })).body.Code).toBe('QuotaExceed.Share');
});

test('removals past the tenth are ignored without a word', async () => {
  const { ImageId } = (await copy()).body;
  const accounts = (action: string) =>
    Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${action}.${index + 1}`, `${100 + index}`]));
  await on('ModifyImagePermission', ImageId, accounts('AddAccount'));
  expect((await on('ModifyImagePermission', ImageId, accounts('RemoveAccount'))).status).toBe(200);
  expect((await on('DescribeImagePermission', ImageId)).body.AliUids).toEqual(['110', '111']);
});

test('an image is not shared before it is finished', async () => {
  await emulator.settings({ copySeconds: 60 });
  const { ImageId } = (await copy()).body;
  expect((await on('ModifyImagePermission', ImageId, { 'AddAccount.1': '5' })).body.Code).toBe('IncorrectImageStatus');
});

test('an image is found in its own region only', async () => {
  const { ImageId } = (await copy()).body;
  const elsewhere = { RegionId: 'cn-beijing' };
  expect((await on('DescribeImagePermission', ImageId, elsewhere)).body.Code).toBe('InvalidImageId.NotFound');
  expect(await images({ ...elsewhere, 'ImageId.1': String(ImageId) })).toEqual([]);
});

test('of several images that are to be deleted, one that cannot be keeps the others', async () => {
  const { ImageId } = (await copy()).body;
  const both = { 'ImageId.1': String(ImageId), 'ImageId.2': 'm-nothing' };
  expect((await on('DeleteImages', undefined, both)).body.Code).toBe('InvalidImageId.NotFound');
  expect(await images()).toHaveLength(1);
});

test('a copy of an encrypted image is encrypted, and cannot be shared', async () => {
  const { ImageId } = (await copy({ ImageId: ENCRYPTED_SOURCE.imageId })).body;
  expect((await on('ModifyImagePermission', ImageId, { 'AddAccount.1': '5' })).body.Code).toBe(
    'OperationDenied.EncryptedImage',
  );
});

test('cancels a copy under way and nothing else; deletes what is finished and not shared', async () => {
  await emulator.settings({ copySeconds: 60 });
  const running = (await copy()).body.ImageId;
  expect((await on('DeleteImages', undefined, { 'ImageId.1': String(running) })).body.Code).toBe(
    'IncorrectImageStatus',
  );
  expect((await on('CancelCopyImage', running)).status).toBe(200);
  expect((await on('CancelCopyImage', running)).body.Code).toBe('InvalidImageId.NotFound');
  await emulator.settings({ copySeconds: 0 });
  const finished = (await copy()).body.ImageId;
  expect((await on('CancelCopyImage', finished)).body.Code).toBe('IncorrectImageStatus');
  await on('ModifyImagePermission', finished, { 'AddAccount.1': '5' });
  expect((await on('DeleteImages', undefined, { 'ImageId.1': String(finished) })).body.Code).toBe(
    'OperationDenied.ImageShared',
  );
  await on('ModifyImagePermission', finished, { 'RemoveAccount.1': '5' });
  expect((await on('DeleteImages', undefined, { 'ImageId.1': String(finished) })).status).toBe(200);
  expect(await images()).toEqual([]);
});
