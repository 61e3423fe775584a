// The limits that nobody knows of the real service: what is queued beyond them, and what is refused.
import { DEFAULT_SOURCE, type Settings } from '../../src/emulator';
import { type ClockedEmulator, startClockedEmulator } from './clocked';

const REGION = 'cn-shanghai';
const OTHER_SOURCE = 'm-other';

let emulator: ClockedEmulator;
beforeEach(async () => {
  emulator = await startClockedEmulator({
    images: [
      { ...DEFAULT_SOURCE, name: 'office' },
      { regionId: DEFAULT_SOURCE.regionId, imageId: OTHER_SOURCE, name: 'other' },
    ],
    settings: { copySeconds: 100 },
  });
});
afterEach(() => emulator.close());

async function copy(DestinationRegionId = REGION, ImageId: string = DEFAULT_SOURCE.imageId) {
  const { body } = await emulator.call('CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId,
    DestinationRegionId,
    DestinationImageName: 'office-copy',
    DestinationDescription: 'a copy',
  });
  return body.ImageId ?? String(body.Code);
}

const on = (action: string, ImageId: string, more: Record<string, string> = {}) =>
  emulator.call(action, { RegionId: REGION, ImageId, ...more });

async function share(ImageId: string, accounts: readonly string[], parameter = 'AddAccount') {
  const listed = Object.fromEntries(accounts.map((account, index) => [`${parameter}.${index + 1}`, account]));
  const { body } = await on('ModifyImagePermission', ImageId, listed);
  return body.Code ?? 'shared';
}

/** What shows of the copies: each region with the percent. */
async function progress(): Promise<string[]> {
  const copies = (await emulator.images()).filter(({ image }) => image.Name === 'office-copy');
  return copies.map(({ regionId, image }) => `${regionId} ${image.Progress}`).sort();
}

test('by default as many copies of an image run at once as are asked for', async () => {
  for (const region of ['cn-beijing', 'cn-chengdu', 'cn-hongkong', 'eu-central-1', 'us-west-1', 'cn-shenzhen']) {
    expect(await copy(region)).toMatch(/^m-/);
  }
  emulator.pass(50);
  expect(new Set((await progress()).map((shown) => shown.split(' ')[1]))).toEqual(new Set(['50%']));
});

describe('copiesPerSource', () => {
  test('refuses one copy more of the same image, not of another', async () => {
    await emulator.settings({ copiesPerSource: 1 });
    expect(await copy()).toMatch(/^m-/);
    expect(await copy('cn-beijing')).toBe('OperationDenied.ImageCopyConflict');
    expect(await copy('cn-beijing', OTHER_SOURCE)).toMatch(/^m-/);
    emulator.pass(99);
    expect(await copy('cn-beijing')).toBe('OperationDenied.ImageCopyConflict');
    emulator.pass(1);
    expect(await copy('cn-beijing')).toMatch(/^m-/);
  });

  test('counts copies that are queued, and no longer one that was cancelled or failed', async () => {
    await emulator.settings({ copiesPerSource: 2, copiesPerRegion: 1 });
    await emulator.faults([{ action: 'CopyImage', effect: 'create-failed', nth: 1 }]);
    await copy();
    const queued = await copy();
    expect(await copy()).toBe('OperationDenied.ImageCopyConflict');
    await on('CancelCopyImage', queued);
    expect(await copy()).toMatch(/^m-/);
    emulator.pass(60);
    expect(await copy()).toMatch(/^m-/);
  });
});

describe('copiesPerSourceRegion', () => {
  test('queues one copy more out of the region, of whichever image and to whichever place', async () => {
    await emulator.settings({ copiesPerSourceRegion: 2 });
    await copy('cn-beijing');
    await copy('cn-chengdu');
    await copy('cn-shenzhen', OTHER_SOURCE);
    emulator.pass(50);
    expect(await progress()).toEqual(['cn-beijing 50%', 'cn-chengdu 50%', 'cn-shenzhen 0%']);
    emulator.pass(60);
    expect(await progress()).toEqual(['cn-beijing 100%', 'cn-chengdu 100%', 'cn-shenzhen 10%']);
  });

  test('does not keep a copy waiting that starts elsewhere', async () => {
    await emulator.settings({ copiesPerSourceRegion: 1, copySeconds: 0 });
    const elsewhere = await copy('cn-beijing');
    await emulator.settings({ copySeconds: 100 });
    await copy('cn-chengdu');
    await copy('cn-chengdu');
    await emulator.call('CopyImage', {
      RegionId: 'cn-beijing',
      ImageId: elsewhere,
      DestinationRegionId: 'cn-shenzhen',
      DestinationImageName: 'office-copy',
      DestinationDescription: 'a copy',
    });
    emulator.pass(30);
    expect(await progress()).toEqual(['cn-beijing 100%', 'cn-chengdu 0%', 'cn-chengdu 30%', 'cn-shenzhen 30%']);
  });
});

test('imagesPerRegion refuses one image more, whether it is copied or made', async () => {
  await emulator.settings({ imagesPerRegion: 1 });
  expect(await copy()).toMatch(/^m-/);
  expect(await copy()).toBe('QuotaExceed.Image');
  expect((await emulator.call('CreateImage', { RegionId: REGION, DesktopId: 'ecd-1' })).status).toBe(403);
  expect(await copy('cn-beijing')).toMatch(/^m-/);
});

describe('shares', () => {
  const shareable = async () => {
    await emulator.settings({ copySeconds: 0 });
    return [await copy(), await copy()] as const;
  };

  test('have no limit of the account by default, only of the image', async () => {
    const [first, second] = await shareable();
    await emulator.settings({ sharesPerImage: 2 });
    expect(await share(first, ['1', '2'])).toBe('shared');
    expect(await share(second, ['1', '2'])).toBe('shared');
    expect(await share(second, ['3'])).toBe('QuotaExceed.Share');
  });

  test('sharesPerAccount counts those of every image, and lets one take away what is too much', async () => {
    const [first, second] = await shareable();
    await emulator.settings({ sharesPerAccount: 3 });
    expect(await share(first, ['1', '2'])).toBe('shared');
    expect(await share(second, ['1', '2'])).toBe('QuotaExceed.Share');
    expect(await share(second, ['1'])).toBe('shared');
    expect(await share(second, ['1'])).toBe('shared');
    await emulator.settings({ sharesPerAccount: 1 });
    expect(await share(first, ['1'], 'RemoveAccount')).toBe('shared');
  });

  test('refuseRepeatedShares refuses an account that has the image', async () => {
    const [first] = await shareable();
    expect([await share(first, ['1']), await share(first, ['1'])]).toEqual(['shared', 'shared']);
    await emulator.settings({ refuseRepeatedShares: true } satisfies Partial<Settings>);
    expect(await share(first, ['01'])).toBe('InvalidParameter.AddAccount');
    expect(await share(first, ['2'])).toBe('shared');
  });
});
