import { copyKey } from '../../src/activities/copy-key';

const source = { regionId: 'cn-hangzhou', imageId: 'm-golden0office' };
const destination = { regionId: 'cn-shanghai', imageName: 'office-2026-11' };

test('the key is the beginning of base32 of SHA-256 over the four names', () => {
  // printf 'cn-hangzhou\nm-golden0office\ncn-shanghai\noffice-2026-11' | openssl dgst -sha256 -binary | base32
  expect(copyKey(source, destination)).toBe('jpak2fkc54skvxmkpxzo');
});

test('each of the four names makes another copy', () => {
  const keys = [
    copyKey(source, destination),
    copyKey({ ...source, regionId: 'cn-beijing' }, destination),
    copyKey({ ...source, imageId: 'm-other' }, destination),
    copyKey(source, { ...destination, regionId: 'cn-shenzhen' }),
    copyKey(source, { ...destination, imageName: 'office-2026-12' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
