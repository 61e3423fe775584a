// Requests from flags and from files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRequestFile } from '../../src/cli/request-file';
import { requestFromFlags } from '../../src/cli/request-flags';
import { UsageError } from '../../src/cli/usage-error';

const FLAGS = { sourceRegion: 'cn-hangzhou', sourceImage: 'm-1', name: 'office', to: ['cn-shanghai', 'cn-beijing'] };
const REQUEST = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
  imageName: 'office',
  destinations: [{ regionId: 'cn-shanghai' }, { regionId: 'cn-beijing' }],
  shareWith: [],
};

test('flags make a request; accounts stay text', () => {
  expect(requestFromFlags(FLAGS)).toEqual(REQUEST);
  const more = { shareWith: ['0012'], onCancel: 'keep', maxConcurrent: 3, reason: 'ticket' } as const;
  expect(requestFromFlags({ ...FLAGS, ...more, shareWith: ['0012'] })).toEqual({ ...REQUEST, ...more });
});

test('flags that are for the command itself are no part of the request', () => {
  const flags = { ...FLAGS, address: 'localhost:7233', wait: true, json: true, requestId: 't' };
  expect(requestFromFlags(flags)).toEqual(REQUEST);
});

test('"all" stands alone', () => {
  expect(requestFromFlags({ ...FLAGS, to: ['all'] }).destinations).toBe('all');
  expect(() => requestFromFlags({ ...FLAGS, to: ['all', 'cn-beijing'] })).toThrow(UsageError);
});

test('every missing flag is named', () => {
  expect(() => requestFromFlags({ name: 'office' })).toThrow('missing --source-region, --source-image, --to');
});

describe('a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'request-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  test('holds JSON or YAML', async () => {
    expect(await readRequestFile(write('request.json', JSON.stringify(REQUEST)))).toEqual(REQUEST);
    const yaml = `
source: { regionId: cn-hangzhou, imageId: m-1 }
imageName: office
destinations:
  - regionId: cn-shanghai
  - regionId: cn-beijing
shareWith: []
`;
    expect(await readRequestFile(write('request.yaml', yaml))).toEqual(REQUEST);
  });

  test('that cannot be read is named', async () => {
    await expect(readRequestFile(join(folder, 'none'))).rejects.toThrow(UsageError);
    await expect(readRequestFile(write('broken', '{'))).rejects.toThrow(/broken: /);
  });
});
