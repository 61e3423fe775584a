// The emulator's gateway: who may call, and with what date, nonce, action and version.
import { startEmulator, toSeed } from '../../src/emulator';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { type CallOptions, call, send } from './raw-client';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

const MINUTE_MS = 60_000;
const regions = (options?: CallOptions) => call(emulator.url, 'DescribeRegions', { RegionId: 'cn-hangzhou' }, options);

test('a right call is answered, with a RequestId and the service’s date', async () => {
  const { status, body, headers } = await regions();
  expect(status).toBe(200);
  expect(body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  expect(headers['content-type']).toBe('application/json;charset=utf-8');
  expect(Math.abs(Date.parse(headers.date ?? '') - Date.now())).toBeLessThan(2_000);
});

test.each<[string, CallOptions, number, string]>([
  ['a wrong secret', { secret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
  ['an unknown key', { accessKeyId: 'nobody' }, 404, 'InvalidAccessKeyId.NotFound'],
  ['a date of 16 minutes ago', { date: new Date(Date.now() - 16 * MINUTE_MS) }, 400, 'InvalidTimeStamp.Expired'],
  ['a date in 16 minutes', { date: new Date(Date.now() + 16 * MINUTE_MS) }, 400, 'InvalidTimeStamp.Expired'],
  ['a date of another form', { date: 'Tue, 24 Nov 2026 10:00:00 GMT' }, 400, 'InvalidTimeStamp.Format'],
  ['an unsigned date', { unsigned: ['x-acs-date'] }, 400, 'IncompleteSignature'],
  ['no nonce', { omitted: ['x-acs-signature-nonce'] }, 400, 'IncompleteSignature'],
  ['another version', { version: '2014-05-26' }, 400, 'InvalidVersion'],
  ['a query that was not signed', { rawQuery: 'RegionId=cn-beijing' }, 400, 'SignatureDoesNotMatch'],
])('refuses %s', async (_, options, status, code) => {
  const answer = await regions(options);
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
  expect(answer.body).toMatchObject({ RequestId: expect.any(String), HostId: expect.any(String) });
});

test('refuses a nonce that was used', async () => {
  expect((await regions({ nonce: 'once' })).status).toBe(200);
  expect((await regions({ nonce: 'once' })).body.Code).toBe('SignatureNonceUsed');
});

test('refuses unknown actions, regions and missing parameters', async () => {
  expect((await call(emulator.url, 'RunInstances', {})).body.Code).toBe('InvalidAction.NotFound');
  expect((await call(emulator.url, 'toString', {})).body.Code).toBe('InvalidAction.NotFound');
  expect((await call(emulator.url, 'DescribeImages', {})).body.Code).toBe('MissingRegionId');
  expect((await call(emulator.url, 'DescribeImages', { RegionId: 'mars-1' })).body.Code).toBe(
    'InvalidRegionId.NotFound',
  );
});

test('dates are judged, and answered, by the service’s own clock', async () => {
  await emulator.settings({ clockSkewSeconds: 3_600 });
  expect((await regions()).body.Code).toBe('InvalidTimeStamp.Expired');
  const { status, headers } = await regions({ date: new Date(Date.now() + 3_600_000) });
  expect(status).toBe(200);
  expect(Date.parse(headers.date ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  await emulator.settings({ clockSkewSeconds: 0 });
});

test('calls over the limit of a minute are throttled, with the time to wait', async () => {
  await emulator.settings({ callsPerMinute: { DescribeRegions: 2 } });
  const answers = [await regions(), await regions(), await regions(), await regions()];
  await emulator.settings({ callsPerMinute: {} });
  const throttled = answers.filter(({ body }) => body.Code === 'Throttling.User');
  // A minute may end in between: then two more are let through.
  expect(throttled.length).toBeGreaterThanOrEqual(1);
  expect(Number(throttled[0]?.headers['x-acs-retry-after'])).toBeLessThanOrEqual(MINUTE_MS);
});

test('temporary keys need their token', async () => {
  const keys = { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' };
  const { url, close } = await startEmulator({ port: 0, seed: toSeed({ accessKeys: [keys] }) });
  const as = (securityToken?: string) =>
    call(
      url,
      'DescribeRegions',
      { RegionId: 'cn-hangzhou' },
      {
        accessKeyId: keys.accessKeyId,
        secret: keys.accessKeySecret,
        ...(securityToken !== undefined && { securityToken }),
      },
    );
  expect((await as('token')).status).toBe(200);
  expect((await as()).status).toBe(400);
  expect((await as('other')).status).toBe(400);
  await close();
});

test('bad requests are refused and harm nothing', async () => {
  expect((await send(emulator.url, { method: 'GET', path: '/', headers: {} })).status).toBe(404);
  expect((await send(emulator.url, { method: 'POST', path: '/?%E0%A4%A', headers: {} })).status).toBe(404);
  expect(
    await send(emulator.url, { method: 'POST', path: '/', headers: {}, body: 'x'.repeat(2_000_000) }).catch(
      () => 'cut',
    ),
  ).toBeDefined();
  expect((await regions()).status).toBe(200);
});
