// The lockfile's entry of the optional SDK is written by hand, for registries that do not serve it. `npm update` or a
// new lockfile drops it, and the official SDK is then installed nowhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(__dirname, '../package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Record<string, Record<string, unknown>> };
const OFFICIAL_SDK = '@alicloud/ecd20200930';

it('has the optional official SDK', () => {
  expect(packages['']).toMatchObject({ optionalDependencies: { [OFFICIAL_SDK]: '5.1.0' } });
  expect(packages[`node_modules/${OFFICIAL_SDK}`]).toEqual({
    version: '5.1.0',
    license: 'Apache-2.0',
    optional: true,
    dependencies: { '@alicloud/openapi-core': '^1.0.8', '@darabonba/typescript': '^1.0.0' },
  });
});

it('names no registry: each installs from its own', () => {
  expect(Object.entries(packages).filter(([, entry]) => 'resolved' in entry)).toEqual([]);
  expect(text).not.toMatch(/registry/i);
});
