// What the emulator starts with: the default, and seed files right and wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SOURCE, ENCRYPTED_SOURCE, readSeedFile, toSeed, UNFINISHED_SOURCE } from '../../src/emulator';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('the default has ten regions, each with a system image, and three images to try things with', () => {
  const { regions, images, settings } = toSeed();
  expect(regions).toHaveLength(10);
  expect(images.filter(({ imageType }) => imageType === 'SYSTEM').map(({ regionId }) => regionId)).toEqual(regions);
  expect(images).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...DEFAULT_SOURCE, status: 'Available', encrypted: false }),
      expect.objectContaining({ ...ENCRYPTED_SOURCE, encrypted: true }),
      expect.objectContaining({ ...UNFINISHED_SOURCE, status: 'Creating' }),
    ]),
  );
  expect(settings).toMatchObject({ copySeconds: 8, sharesPerImage: 50 });
});

test('YAML and JSON say the same', () => {
  const yaml = `
regions: [cn-hangzhou, cn-beijing]
images:
  - { regionId: cn-beijing, imageId: m-mine, name: mine }
accessKeys:
  - { accessKeyId: id, accessKeySecret: secret }
settings: { copySeconds: 1 }
`;
  const json = JSON.stringify({
    regions: ['cn-hangzhou', 'cn-beijing'],
    images: [{ regionId: 'cn-beijing', imageId: 'm-mine', name: 'mine' }],
    accessKeys: [{ accessKeyId: 'id', accessKeySecret: 'secret' }],
    settings: { copySeconds: 1 },
  });
  const seed = readSeedFile(file('seed.yaml', yaml));
  expect(seed).toEqual(readSeedFile(file('seed.json', json)));
  expect(seed.settings).toMatchObject({ copySeconds: 1, copiesPerRegion: 5 });
});

test('regions alone are enough, with or without that of the golden image', () => {
  expect(toSeed({ regions: ['cn-beijing'] }).images).toHaveLength(1);
  expect(toSeed({ regions: ['cn-hangzhou'] }).images).toHaveLength(4);
});

test.each([
  ['a field that does not exist', 'region: [cn-hangzhou]', 'region'],
  ['a region that is none', 'regions: [Hangzhou]', 'must be a region id'],
  [
    'an account that is none',
    'images: [{regionId: cn-hangzhou, imageId: m-a, name: a, sharedWith: [x]}]',
    'sharedWith',
  ],
  ['a setting out of bounds', 'settings: {copiesPerRegion: 0}', 'copiesPerRegion'],
  ['an image elsewhere', 'images: [{regionId: cn-nowhere, imageId: m-a, name: a}]', 'm-a is in cn-nowhere'],
  ['a region twice', 'regions: [cn-hangzhou, cn-hangzhou]', 'cn-hangzhou is in it twice'],
  [
    'an image twice',
    'images: [{regionId: cn-hangzhou, imageId: m-a, name: a}, {regionId: cn-beijing, imageId: m-a, name: a}]',
    'm-a is in it twice',
  ],
  ['what is no YAML', 'regions: [', 'seed.yaml'],
])('a file with %s is refused by its name and the reason', (_, text, reason) => {
  const path = file('seed.yaml', text);
  expect(() => readSeedFile(path)).toThrow(path);
  expect(() => readSeedFile(path)).toThrow(reason);
});

test('a file that is not there is refused by its name', () => {
  expect(() => readSeedFile(join(folder, 'nothing.yaml'))).toThrow('nothing.yaml');
});
