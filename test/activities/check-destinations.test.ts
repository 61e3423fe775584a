// What a request names is held against the cloud and the worker: the source, the regions, and the allow-lists.
import { createCheckRequest } from '../../src/activities/check-request';
import type { EcdClient } from '../../src/ecd';
import { TEST_TIMING } from '../support/timing';
import { check, cloud, image, input, refusal } from './checked-request';

test('refuses the rows of "all" whose workflow id would pass 255 bytes', async () => {
  const imageName = '办'.repeat(67);
  const regionIds = ['cn-hangzhou', 'cn-a', 'cn-beijing-finance-1'];
  const ecd = {
    ...cloud([image]),
    describeRegions: async () => ({ value: regionIds.map((regionId) => ({ regionId })) }),
  };
  const all = { ...input, imageName, destinations: 'all' };
  const { destinations } = await createCheckRequest(ecd as unknown as EcdClient, { timing: TEST_TIMING })(all);
  expect(destinations.map(({ refusal }) => refusal?.type)).toEqual([undefined, 'InvalidInput']);
  expect(destinations[1]?.refusal?.message).toContain('at most 255');
});

test('refuses "all" where there are more regions than a distribution may have destinations', async () => {
  const regionIds = ['cn-hangzhou', ...Array.from({ length: 501 }, (_, index) => `cn-${index}`)];
  const regions = (count: number) => regionIds.slice(0, count).map((regionId) => ({ regionId }));
  const checkOf = (count: number) => {
    const ecd = { ...cloud([image]), describeRegions: async () => ({ value: regions(count) }) };
    const settings = { timing: TEST_TIMING };
    return createCheckRequest(ecd as unknown as EcdClient, settings)({ ...input, destinations: 'all' });
  };
  expect((await checkOf(501)).destinations).toHaveLength(500);
  await expect(checkOf(502)).rejects.toThrow('destinations: DescribeRegions names 501 others; at most 500 go');
});

test('refuses a source that is missing, not Available, or encrypted with accounts to share', async () => {
  expect(await refusal(input, [])).toContain('source.imageId: cn-hangzhou has no image m-golden');
  expect(await refusal(input, [{ ...image, status: 'Creating' }])).toContain('source.imageId: m-golden is Creating');
  expect(await refusal(input, [{ ...image, encrypted: true }])).toContain('shareWith: m-golden is encrypted');
});

test('copies an encrypted source when it is not to be shared', async () => {
  const { destinations } = await check({ ...input, shareWith: [] }, [{ ...image, encrypted: true }]);
  expect(destinations[0]?.refusal).toBeUndefined();
});

test('refuses only the row for what the service does not know or the worker does not allow', async () => {
  const settings = { allowedRegions: new Set(['cn-shanghai']), allowedAccounts: new Set(['1']) };
  const regions = ['cn-shanghai', 'cn-beijing', 'cn-nowhere'].map((regionId) => ({ regionId, shareWith: ['1'] }));
  const request = { ...input, destinations: [...regions, { regionId: 'eu-west-1', shareWith: [] }] };
  const { destinations } = await check(request, [image], settings);
  expect(destinations.map((row) => row.refusal?.type)).toEqual([
    undefined,
    'RegionNotAllowed',
    'RegionUnknown',
    'RegionUnknown',
  ]);
  const [row] = (await check({ ...input, shareWith: ['1', '2'] }, [image], settings)).destinations;
  expect(row?.refusal).toMatchObject({ type: 'AccountNotAllowed', message: expect.stringContaining('2') });
});

test('resolves "all" to every region but the source, and applies defaults', async () => {
  const distribution = await check({ ...input, destinations: 'all', description: 'Office' });
  expect(distribution.destinations).toMatchObject([
    { regionId: 'cn-shanghai', imageName: 'office-2026-11', description: 'Office', shareWith: ['1234567890123456'] },
    { regionId: 'cn-beijing' },
  ]);
  expect(distribution).toMatchObject({
    maxConcurrent: 20,
    copyTimeoutMs: 21_600_000,
    onNameTaken: 'fail',
    onCancel: 'cancel-copy',
  });
});
