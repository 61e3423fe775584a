// Who an image is shared with: account ids as numbers, reads that lag, and what is answered when nobody shares.
import { DEFAULT_SOURCE, toSeed } from '../../src/emulator';
import { type ClockedEmulator, startClockedEmulator } from './clocked';

const MAX_INT64 = '9223372036854775807';

let emulator: ClockedEmulator;
beforeEach(async () => {
  emulator = await startClockedEmulator({ images: [{ ...DEFAULT_SOURCE, name: 'office', sharedWith: ['007', '7'] }] });
});
afterEach(() => emulator.close());

const on = (action: string, more: Record<string, string> = {}) =>
  emulator.call(action, { RegionId: DEFAULT_SOURCE.regionId, ImageId: DEFAULT_SOURCE.imageId, ...more });

const add = (account: string) => on('ModifyImagePermission', { 'AddAccount.1': account });

const read = async () => (await on('DescribeImagePermission')).body.AliUids;

const truth = async () => (await emulator.images()).find(({ image }) => image.Name === 'office')?.sharedWith;

test('ids of one number are one account, read back without leading zeros', async () => {
  expect(await read()).toEqual(['7']);
  await add('0000000000000000000000000000012');
  await add('012');
  await add(MAX_INT64);
  expect(await read()).toEqual(['7', '12', MAX_INT64]);
  await on('ModifyImagePermission', { 'RemoveAccount.1': '0007' });
  expect(await read()).toEqual(['12', MAX_INT64]);
});

test.each([['9223372036854775808'], ['18446744073709551623'], ['-1'], ['1.0'], ['1e3'], ['٣'], [' 5'], ['']])(
  'refuses %p, which is no int64 of digits, and wraps nothing',
  async (account) => {
    expect((await add(account)).body.Code).toBe('InvalidParameter.AddAccount');
    expect(await truth()).toEqual(['7']);
  },
);

test('a seed refuses an account that is none', () => {
  const image = { ...DEFAULT_SOURCE, name: 'office' };
  expect(() => toSeed({ images: [{ ...image, sharedWith: ['9223372036854775808'] }] })).toThrow('sharedWith');
  expect(() => toSeed({ images: [{ ...image, receivedFrom: 'me' }] })).toThrow('receivedFrom');
  expect(() => toSeed({ images: [{ ...image, receivedFrom: '1', sharedWith: ['2'] }] })).toThrow('is received');
});

test('permissions are read as they are, or as they were so many seconds ago', async () => {
  await add('8');
  expect(await read()).toEqual(['7', '8']);
  emulator.pass(60);
  await emulator.settings({ permissionLagSeconds: 10 });
  await add('9');
  emulator.pass(5);
  await on('ModifyImagePermission', { 'RemoveAccount.1': '7' });
  expect([await read(), await truth()]).toEqual([
    ['7', '8'],
    ['8', '9'],
  ]);
  emulator.pass(5);
  expect(await read()).toEqual(['7', '8', '9']);
  const [image] = (await on('DescribeImages')).body.Images ?? [];
  expect(image).toMatchObject({ SharedCount: 3 });
  emulator.pass(5);
  expect(await read()).toEqual(['8', '9']);
});

test('a copy has nothing of its source’s past: no shares, read late or not, and no time of change', async () => {
  await emulator.settings({ permissionLagSeconds: 60 });
  await add('8');
  emulator.pass(10);
  const { body } = await on('CopyImage', {
    DestinationRegionId: 'cn-shanghai',
    DestinationImageName: 'office-copy',
    DestinationDescription: 'a copy',
  });
  const copy = { RegionId: 'cn-shanghai', ImageId: String(body.ImageId) };
  expect((await on('DescribeImagePermission', copy)).body.AliUids).toEqual([]);
  const [image] = (await on('DescribeImages', { ...copy, 'ImageId.1': copy.ImageId })).body.Images ?? [];
  expect(image).toMatchObject({ SharedCount: 0, UpdateTime: String(image?.CreationTime) });
});

test('AliUids is empty where nobody shares, or left out', async () => {
  await on('ModifyImagePermission', { 'RemoveAccount.1': '7' });
  expect(await read()).toEqual([]);
  await emulator.settings({ omitEmptyAliUids: true });
  expect((await on('DescribeImagePermission')).body).not.toHaveProperty('AliUids');
  await add('5');
  expect(await read()).toEqual(['5']);
});
