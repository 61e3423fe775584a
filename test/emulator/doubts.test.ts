// What nobody knows of the real service, one setting each: what it is by default, and what it can be told to be.
import { DEFAULT_SOURCE, ENCRYPTED_SOURCE } from '../../src/emulator';
import { type ClockedEmulator, startClockedEmulator } from './clocked';

const REGION = 'cn-shanghai';
const RECEIVED = { regionId: DEFAULT_SOURCE.regionId, imageId: 'm-received' };

let emulator: ClockedEmulator;
beforeEach(async () => {
  emulator = await startClockedEmulator({
    images: [
      { ...DEFAULT_SOURCE, name: 'office' },
      { ...ENCRYPTED_SOURCE, name: 'secret', encrypted: true },
      { ...RECEIVED, name: 'received', receivedFrom: '0042' },
    ],
    settings: { copySeconds: 100 },
  });
});
afterEach(() => emulator.close());

const copy = (more: Record<string, string> = {}) =>
  emulator.call('CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId: DEFAULT_SOURCE.imageId,
    DestinationRegionId: REGION,
    DestinationImageName: 'office-copy',
    DestinationDescription: 'a copy',
    ...more,
  });

const made = async (more?: Record<string, string>) => String((await copy(more)).body.ImageId);

const on = (action: string, ImageId: string, more: Record<string, string> = {}) =>
  emulator.call(action, { RegionId: REGION, ImageId, ...more });

const remove = (ImageId: string) => emulator.call('DeleteImages', { RegionId: REGION, 'ImageId.1': ImageId });

const list = (more: Record<string, string | number> = {}) =>
  emulator.call('DescribeImages', { RegionId: REGION, ImageType: 'CUSTOM', ...more });

const shown = async () => ((await list()).body.Images ?? []).map(({ Status, Progress }) => `${Status} ${Progress}`);

const names = async (more: Record<string, string>) => ((await list(more)).body.Images ?? []).map(({ Name }) => Name);

describe('status names', () => {
  beforeEach(async () => {
    await emulator.settings({ copiesPerRegion: 1 });
    await emulator.faults([{ action: 'CopyImage', effect: 'create-failed', nth: 1 }]);
    await copy();
    await copy();
  });

  test('are Creating while queued and CreateFailed at a bad end, by default', async () => {
    expect(await shown()).toEqual(['Creating 0%', 'Creating 0%']);
    emulator.pass(70);
    expect(await shown()).toEqual(['CreateFailed 60%', 'Creating 10%']);
  });

  test('may be those of ECS, by which the filter goes, too', async () => {
    await emulator.settings({ queuedStatus: 'Waiting', failedStatus: 'UnAvailable' });
    expect(await shown()).toEqual(['Creating 0%', 'Waiting 0%']);
    expect((await list({ ImageStatus: 'Waiting' })).body.Images).toHaveLength(1);
    emulator.pass(70);
    expect(await shown()).toEqual(['UnAvailable 60%', 'Creating 10%']);
  });
});

describe('a cancel', () => {
  test('takes effect at once by default', async () => {
    await on('CancelCopyImage', await made());
    expect(await shown()).toEqual([]);
  });

  test('may take its time, while the copy stands still, keeps its place and its status, and may be cancelled again', async () => {
    await emulator.settings({ cancelSeconds: 30, copiesPerRegion: 1 });
    const first = await made();
    await copy();
    emulator.pass(95);
    expect((await on('CancelCopyImage', first)).status).toBe(200);
    emulator.pass(29);
    expect(await shown()).toEqual(['Creating 95%', 'Creating 0%']);
    expect((await on('CancelCopyImage', first)).status).toBe(200);
    expect((await on('ModifyImagePermission', first, { 'AddAccount.1': '5' })).body.Code).toBe('IncorrectImageStatus');
    emulator.pass(11);
    expect(await shown()).toEqual(['Creating 10%']);
    expect((await on('CancelCopyImage', first)).body.Code).toBe('InvalidImageId.NotFound');
  });

  test('of a queued copy leaves it queued until it is gone', async () => {
    await emulator.settings({ cancelSeconds: 30, copiesPerRegion: 1, queuedStatus: 'Waiting' });
    const first = await made();
    const second = await made();
    await on('CancelCopyImage', second);
    await on('CancelCopyImage', first);
    emulator.pass(29);
    expect(await shown()).toEqual(['Creating 0%', 'Waiting 0%']);
    emulator.pass(1);
    expect(await shown()).toEqual([]);
  });

  test('may show in a status of its own', async () => {
    await emulator.settings({ cancelSeconds: 30, removingStatus: 'Canceling' });
    await on('CancelCopyImage', await made());
    expect(await shown()).toEqual(['Canceling 0%']);
  });
});

describe('a delete', () => {
  test('may take its time, while the image cannot be used but deleted again', async () => {
    await emulator.settings({ copySeconds: 0, deleteSeconds: 30 });
    const image = await made();
    expect((await remove(image)).status).toBe(200);
    emulator.pass(29);
    expect(await shown()).toEqual(['Available 100%']);
    expect((await on('ModifyImagePermission', image, { 'AddAccount.1': '5' })).body.Code).toBe('IncorrectImageStatus');
    expect((await on('CancelCopyImage', image)).body.Code).toBe('IncorrectImageStatus');
    expect((await remove(image)).status).toBe(200);
    await emulator.settings({ removingStatus: 'Deleting' });
    expect(await shown()).toEqual(['Deleting 100%']);
    emulator.pass(1);
    expect(await shown()).toEqual([]);
  });

  test('removes an image that it names twice once', async () => {
    await emulator.settings({ copySeconds: 0 });
    const [first] = [await made(), await made()];
    const twice = { RegionId: REGION, 'ImageId.1': first, 'ImageId.2': first };
    expect((await emulator.call('DeleteImages', twice)).status).toBe(200);
    expect(await shown()).toEqual(['Available 100%']);
  });
});

describe('an image that somebody else shared', () => {
  const inRegion = { RegionId: RECEIVED.regionId };

  test('is listed as a custom image, and can be neither copied, shared, changed nor deleted', async () => {
    expect(await names(inRegion)).toContain('received');
    const image = { ...inRegion, ImageId: RECEIVED.imageId, 'ImageId.1': RECEIVED.imageId };
    const refused = [
      await copy({ ImageId: RECEIVED.imageId }),
      await emulator.call('ModifyImagePermission', { ...image, 'AddAccount.1': '5' }),
      await emulator.call('DescribeImagePermission', image),
      await emulator.call('ModifyImageAttribute', { ...image, Name: 'mine' }),
      await emulator.call('DeleteImages', image),
    ];
    expect(refused.map(({ body }) => body.Code)).toEqual(Array(5).fill('IncorrectImageOwner'));
  });

  test('may have a type of its own, or not be listed', async () => {
    await emulator.settings({ receivedImageType: 'SHARED' });
    expect(await names(inRegion)).not.toContain('received');
    expect(await names({ ...inRegion, ImageType: 'SHARED' })).toEqual(['received']);
    await emulator.settings({ showReceived: false });
    expect(await names({ ...inRegion, ImageType: 'SHARED' })).toEqual([]);
  });

  test('may be one that can be copied, and the copy is one’s own', async () => {
    await emulator.settings({ copyReceived: true, receivedImageType: 'SHARED', copySeconds: 0 });
    const image = await made({ ImageId: RECEIVED.imageId });
    expect(await names({})).toEqual(['office-copy']);
    expect((await on('ModifyImagePermission', image, { 'AddAccount.1': '5' })).status).toBe(200);
  });
});

describe('an encrypted image', () => {
  test('may be one that cannot be copied', async () => {
    await emulator.settings({ copyEncrypted: false });
    const refused = await copy({ ImageId: ENCRYPTED_SOURCE.imageId });
    expect(refused).toMatchObject({ status: 403, body: { Code: 'OperationDeined.EncryptedSnapshot' } });
    expect((await copy()).status).toBe(200);
  });

  test('may have copies that are not encrypted, which can be shared', async () => {
    await emulator.settings({ copiesKeepEncryption: false, copySeconds: 0 });
    const image = await made({ ImageId: ENCRYPTED_SOURCE.imageId });
    expect((await list()).body.Images).toMatchObject([{ VolumeEncryptionEnabled: false }]);
    expect((await on('ModifyImagePermission', image, { 'AddAccount.1': '5' })).status).toBe(200);
  });
});

test('a description may be left out where it is not required; one that is sent keeps to the rules', async () => {
  const without = { DestinationDescription: '' };
  expect((await copy(without)).body.Code).toBe('MissingDestinationDescription');
  await emulator.settings({ requireDescription: false });
  expect((await copy(without)).status).toBe(200);
  expect((await list()).body.Images).toMatchObject([{ Description: '' }]);
  expect((await copy({ DestinationDescription: 'x' })).body.Code).toBe('InvalidDescription.Malformed');
});

test('a name filter may match parts of names, in either case', async () => {
  await copy();
  expect(await names({ ImageName: 'OFFICE' })).toEqual([]);
  await emulator.settings({ fuzzyNames: true });
  expect(await names({ ImageName: 'OFFICE' })).toEqual(['office-copy']);
  expect(await names({ ImageName: 'desk' })).toEqual([]);
});

test('MaxResults beyond 100 is refused, or counts as 100', async () => {
  await emulator.settings({ copySeconds: 0 });
  for (let count = 0; count < 101; count++) await copy();
  expect((await list({ MaxResults: 1_000 })).body.Code).toBe('InvalidParameter.MaxResults');
  await emulator.settings({ clampMaxResults: true });
  expect((await list({ MaxResults: 1_000 })).body.Images).toHaveLength(100);
  expect((await list({ MaxResults: 0 })).body.Code).toBe('InvalidParameter.MaxResults');
});

test('the last page has no NextToken, or an empty one', async () => {
  await copy();
  await copy();
  expect((await list()).body).not.toHaveProperty('NextToken');
  await emulator.settings({ emptyNextToken: true });
  expect((await list()).body.NextToken).toBe('');
  expect((await list({ MaxResults: 1 })).body.NextToken).not.toBe('');
});
