// What DescribeImages and DescribeRegions answer: fields, filters, pages and names.
import { DEFAULT_SOURCE, ENCRYPTED_SOURCE } from '../../src/emulator';
import { type ClockedEmulator, startClockedEmulator } from './clocked';

const REGION = 'cn-shanghai';

let emulator: ClockedEmulator;
beforeEach(async () => {
  emulator = await startClockedEmulator({
    regions: [DEFAULT_SOURCE.regionId, REGION, 'xx-nowhere-1'],
    images: [
      { ...DEFAULT_SOURCE, name: 'office' },
      { ...ENCRYPTED_SOURCE, name: 'secret', encrypted: true },
      {
        regionId: REGION,
        imageId: 'm-graphics',
        name: 'graphics',
        gpu: true,
        gpuDriverVersion: '12.2',
        appVersion: '1.8.0',
        languages: ['ja-JP'],
        protocolType: 'HDX',
        sessionType: 'MULTIPLE_SESSION',
        desktopInstanceTypes: ['ecd.graphics.xlarge'],
      },
      { regionId: REGION, imageId: 'm-plain', name: 'plain' },
    ],
    settings: { copySeconds: 100 },
  });
});
afterEach(() => emulator.close());

const describe = (parameters: Record<string, string | number> = {}) =>
  emulator.call('DescribeImages', { RegionId: REGION, ImageType: 'CUSTOM', ...parameters });

const images = async (parameters?: Record<string, string | number>) => (await describe(parameters)).body.Images ?? [];

const copy = (ImageId: string = DEFAULT_SOURCE.imageId) =>
  emulator.call('CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId,
    DestinationRegionId: REGION,
    DestinationImageName: 'office-copy',
    DestinationDescription: 'a copy',
  });

test.each([
  [{ FotaVersion: '1.8.0' }, ['graphics']],
  [{ FotaVersion: '1.8' }, []],
  [{ GpuDriverVersion: '12.2' }, ['graphics']],
  [{ GpuDriverVersion: '11.0' }, []],
  [{ DesktopInstanceType: 'ecd.graphics.xlarge' }, ['graphics']],
  [{ DesktopInstanceType: 'eds.general.4c8g' }, ['plain']],
  [{ DesktopInstanceType: 'eds.unheard.of' }, []],
  [{ GpuCategory: 'True' }, ['graphics']],
  [{ ProtocolType: 'hdx' }, ['graphics']],
  [{ SessionType: 'MULTIPLE_SESSION' }, ['graphics']],
  [{ LanguageType: 'ja-JP' }, ['graphics']],
])('the filter %p goes by what the seed says of an image', async (filter, names) => {
  expect((await images(filter)).map(({ Name }) => Name)).toEqual(names);
});

test('an image shows its versions where it has some, and a copy has those of its source', async () => {
  const [graphics, plain] = await images();
  expect(graphics).toMatchObject({ AppVersion: '1.8.0', GpuDriverVersion: '12.2', GpuCategory: true });
  expect(plain).not.toHaveProperty('AppVersion');
  const made = await emulator.call('CopyImage', {
    RegionId: REGION,
    ImageId: 'm-graphics',
    DestinationRegionId: DEFAULT_SOURCE.regionId,
    DestinationImageName: 'graphics-copy',
    DestinationDescription: 'a copy',
  });
  const id = String(made.body.ImageId);
  const [shown] = await images({ RegionId: DEFAULT_SOURCE.regionId, 'ImageId.1': id });
  expect(shown).toMatchObject({ AppVersion: '1.8.0', GpuDriverVersion: '12.2', ProtocolType: 'HDX' });
});

test('an encrypted image shows its key, which is of its region; another shows none', async () => {
  await copy(ENCRYPTED_SOURCE.imageId);
  const [source] = await images({ RegionId: DEFAULT_SOURCE.regionId, ImageName: 'secret' });
  const [copied] = await images({ ImageName: 'office-copy' });
  expect(source).toMatchObject({ VolumeEncryptionEnabled: true });
  expect(source?.VolumeEncryptionKey).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(copied?.VolumeEncryptionKey).toMatch(/^[0-9a-f]{8}-/);
  expect(copied?.VolumeEncryptionKey).not.toBe(source?.VolumeEncryptionKey);
  expect((await images({ ImageName: 'plain' }))[0]).not.toHaveProperty('VolumeEncryptionKey');
});

test('UpdateTime is that of the last change: made, finished, shared, renamed', async () => {
  const updated: unknown[] = [];
  const ImageId = String((await copy()).body.ImageId);
  const look = async () => updated.push((await images({ 'ImageId.1': ImageId }))[0]?.UpdateTime);
  emulator.pass(50);
  await look();
  emulator.pass(60);
  await look();
  await emulator.call('ModifyImagePermission', { RegionId: REGION, ImageId, 'AddAccount.1': '5' });
  emulator.pass(1);
  await look();
  await emulator.call('ModifyImageAttribute', { RegionId: REGION, ImageId, Description: 'renamed' });
  await look();
  expect(updated).toEqual([
    '2026-11-24T10:00:00Z',
    '2026-11-24T10:01:40Z',
    '2026-11-24T10:01:50Z',
    '2026-11-24T10:01:51Z',
  ]);
});

test.each([
  [{}, '华东2（上海）'],
  [{ AcceptLanguage: 'zh' }, '华东2（上海）'],
  [{ AcceptLanguage: 'en' }, 'China (Shanghai)'],
  [{ AcceptLanguage: 'en-US' }, 'China (Shanghai)'],
])('regions have real names, for %p in its language', async (language, name) => {
  const { body } = await emulator.call('DescribeRegions', { RegionId: REGION, ...language });
  expect(body.Regions?.map(({ LocalName }) => LocalName)).toEqual([expect.any(String), name, 'xx-nowhere-1']);
});
