// Faults by rules: which calls meet them, and what becomes of a call, its image and its answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SOURCE } from '../../src/emulator';
import type { FaultRequest } from '../../src/local/emulator-control';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { call } from './raw-client';

let emulator: TestEmulator;
beforeEach(async () => {
  emulator = await startTestEmulator({ copySeconds: 0 });
});
afterEach(() => emulator.close());

const copy = (DestinationRegionId = 'cn-shanghai') =>
  call(emulator.url, 'CopyImage', {
    RegionId: DEFAULT_SOURCE.regionId,
    ImageId: DEFAULT_SOURCE.imageId,
    DestinationRegionId,
    DestinationImageName: 'office',
    DestinationDescription: 'a copy',
  });

/** A rule from a row of a table. */
const onCopy = (effect: string, more: object = {}) => ({ action: 'CopyImage', effect, ...more }) as FaultRequest;

const regions = (RegionId = 'cn-hangzhou') => call(emulator.url, 'DescribeRegions', { RegionId });

async function copies() {
  return (await emulator.images()).filter(({ image }) => image.Name === 'office');
}

/** Which of so many calls were refused by a rule, as a text of `x` and `.`. */
async function pattern(count: number): Promise<string> {
  let text = '';
  for (let ordinal = 0; ordinal < count; ordinal++) text += (await regions()).status === 200 ? '.' : 'x';
  return text;
}

test.each([
  ['every call', {}, 'xxxxxx'],
  ['the n-th call', { nth: 3 }, '..x...'],
  ['so many calls', { times: 2 }, 'xx....'],
  ['no call of another region', { regionId: 'cn-beijing' }, '......'],
  ['no call of another destination', { destinationRegionId: 'cn-beijing' }, '......'],
])('a rule may mean %s', async (_, match, expected) => {
  await emulator.faults([{ action: 'DescribeRegions', effect: 'error', ...match }]);
  expect(await pattern(6)).toBe(expected);
});

test('chance is the same for the same seed, another for another, and about as likely as asked for', async () => {
  const rules: FaultRequest[] = [{ action: 'DescribeRegions', effect: 'error', probability: 0.3 }];
  const patterns: string[] = [];
  for (const seed of [1, 1, 2]) {
    await emulator.faults(rules, seed);
    patterns.push(await pattern(300));
  }
  expect(patterns[1]).toBe(patterns[0]);
  expect(patterns[2]).not.toBe(patterns[0]);
  const hits = patterns[0]?.replaceAll('.', '').length ?? 0;
  expect(hits).toBeGreaterThan(60);
  expect(hits).toBeLessThan(120);
});

test('chance counts the calls that match, whatever else is called in between', async () => {
  const rules: FaultRequest[] = [
    { action: 'DescribeRegions', regionId: 'cn-hangzhou', effect: 'error', probability: 0.5 },
  ];
  await emulator.faults(rules, 7);
  const alone = await pattern(30);
  await emulator.faults(rules, 7);
  let mixed = '';
  for (let round = 0; round < 30; round++) {
    await regions('cn-beijing');
    mixed += await pattern(1);
  }
  expect(mixed).toBe(alone);
});

test('without rules nothing goes wrong any more', async () => {
  await emulator.faults([{ action: 'DescribeRegions', effect: 'error' }]);
  await emulator.clearFaults();
  expect(await pattern(3)).toBe('...');
});

test.each([
  ['drop-before', {}, 0],
  ['drop-after', {}, 1],
  ['hang', { ms: 20 }, 0],
  ['cut-body', {}, 1],
])('%s breaks the connection', async (effect, more, made) => {
  await emulator.faults([onCopy(effect, more)]);
  await expect(copy()).rejects.toThrow();
  expect(await copies()).toHaveLength(made);
  expect(await emulator.ledger()).toMatchObject([{ applied: made === 1, answered: false }]);
});

test('apply-late takes effect after the connection was broken', async () => {
  await emulator.faults([{ action: 'CopyImage', effect: 'apply-late', ms: 100 }]);
  await expect(copy()).rejects.toThrow();
  expect(await copies()).toEqual([]);
  await sleep(200);
  expect(await copies()).toHaveLength(1);
});

test('delay-after takes effect at once and answers late', async () => {
  await emulator.faults([{ action: 'CopyImage', effect: 'delay-after', ms: 150 }]);
  const answer = copy();
  await sleep(75);
  expect(await copies()).toHaveLength(1);
  expect(await emulator.ledger('CopyImage')).toMatchObject([{ applied: true, answered: false }]);
  expect((await answer).status).toBe(200);
});

test('apply-twice makes two images, and answers with the first, also where a second is refused', async () => {
  await emulator.faults([{ action: 'CopyImage', effect: 'apply-twice' }]);
  const { ImageId } = (await copy()).body;
  expect((await copies()).map(({ image }) => image.ImageId)).toEqual([ImageId, expect.any(String)]);
  expect(await emulator.ledger()).toMatchObject([{ imageId: ImageId }]);
  await emulator.settings({ uniqueNames: true });
  expect((await copy('cn-beijing')).status).toBe(200);
  expect(await copies()).toHaveLength(3);
});

test.each([
  ['html-502', {}, 502, /^<html>/, 1],
  ['empty-body', {}, 200, /^$/, 1],
  ['error', { status: 500, code: 'InternalError', applied: true }, 500, /InternalError/, 1],
  ['error', { status: 400, code: 'Throttling.Api', retryAfterMs: 700 }, 400, /Throttling\.Api/, 0],
])('%s %j answers what nobody asked for', async (effect, more, status, text, made) => {
  await emulator.faults([onCopy(effect, more)]);
  const answer = await copy();
  expect(answer).toMatchObject({ status, text: expect.stringMatching(text) });
  expect(answer.headers['x-acs-retry-after']).toBe('retryAfterMs' in more ? '700' : undefined);
  expect(await copies()).toHaveLength(made);
});

test.each([
  ['0'],
  ['-1'],
  ['99999999999999999999'],
  ['soon'],
  ['Wed, 21 Oct 2026 07:28:00 GMT'],
  ['1e3'],
  [''],
  ['700 '],
])('a refusal may tell to come again after %p, as it stands in the rule', async (retryAfter) => {
  await emulator.faults([{ action: 'DescribeRegions', effect: 'error', code: 'Throttling.User', retryAfter }]);
  const { status, headers } = await regions();
  expect([status, headers['x-acs-retry-after']]).toEqual([503, retryAfter.trimEnd()]);
});

test.each([
  [{ retryAfter: 'a\nb' }, 'a header may have'],
  [{ retryAfter: '很快' }, 'a header may have'],
  [{ retryAfter: '1', retryAfterMs: 1 }, 'both retryAfter and retryAfterMs'],
])('refuses a rule with %p, which could not be sent', async (more, reason) => {
  const rule: FaultRequest = { action: 'CopyImage', effect: 'error', ...more };
  await expect(emulator.faults([rule])).rejects.toThrow(reason);
});

/** Every image of a region that a listing shows, page by page. */
async function listed(RegionId: string): Promise<{ ids: unknown[]; pages: number }> {
  const ids: unknown[] = [];
  let pages = 0;
  for (let token: string | undefined; pages === 0 || token; pages++) {
    const next = token === undefined ? {} : { NextToken: token };
    const { body } = await call(emulator.url, 'DescribeImages', { RegionId, MaxResults: 5, ...next });
    ids.push(...(body.Images ?? []).map(({ ImageId }) => ImageId));
    token = body.NextToken;
  }
  return { ids, pages };
}

test('each page of one region’s listing may be slow, and none is lost; other regions are as fast as ever', async () => {
  for (let count = 0; count < 12; count++) {
    await copy('cn-shanghai');
    await copy('cn-beijing');
  }
  await emulator.faults([{ action: 'DescribeImages', regionId: 'cn-shanghai', effect: 'delay-after', ms: 60 }]);
  const begun = Date.now();
  const slow = listed('cn-shanghai').then((all) => ({ ...all, ms: Date.now() - begun }));
  const fast = await listed('cn-beijing').then((all) => ({ ...all, ms: Date.now() - begun }));
  const { ids, pages, ms } = await slow;
  expect([pages, fast.pages]).toEqual([3, 3]);
  expect([new Set(ids).size, new Set(fast.ids).size]).toEqual([13, 13]);
  expect(ms).toBeGreaterThanOrEqual(3 * 60);
  expect(fast.ms).toBeLessThan(ms);
  expect(await emulator.ledger('DescribeImages')).toEqual(
    Array(6).fill(expect.objectContaining({ applied: true, answered: true, statusCode: 200 })),
  );
});

test.each(['DescribeImages', 'DescribeImagePermission'] as const)(
  'reads by %s may hang in one region, and are answered in another',
  async (action) => {
    const ImageId = String((await copy('cn-beijing')).body.ImageId);
    await emulator.faults([{ action, regionId: 'cn-shanghai', effect: 'hang', ms: 50 }]);
    await expect(call(emulator.url, action, { RegionId: 'cn-shanghai', ImageId })).rejects.toThrow();
    expect((await call(emulator.url, action, { RegionId: 'cn-beijing', ImageId })).status).toBe(200);
  },
);

test.each([
  ['create-failed', { Status: 'CreateFailed', Progress: '60%' }],
  ['stuck', { Status: 'Creating', Progress: '40%' }],
  ['no-progress', { Status: 'Available', Progress: undefined }],
])('%s shows in the copy', async (effect, shown) => {
  await emulator.faults([onCopy(effect)]);
  expect((await copy()).status).toBe(200);
  const [made] = await copies();
  expect({ Status: made?.image.Status, Progress: made?.image.Progress }).toEqual(shown);
});

test('unknown-status shows while the copy is under way', async () => {
  await emulator.settings({ copySeconds: 60 });
  await emulator.faults([{ action: 'CopyImage', effect: 'unknown-status' }]);
  await copy();
  expect((await copies())[0]?.image.Status).toBe('Transferring');
});
