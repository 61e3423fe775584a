// The emulator's gateway past the signature: actions, regions, the service's clock, limits, and requests that are none.
import { request } from 'node:http';
import { startEmulator, toSeed } from '../../src/emulator';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { type CallOptions, call, send } from './raw-client';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

/** Announces a body, sends a part of it, and hangs up. */
function leaveHalfWay(url: string): Promise<void> {
  const leaving = request(url, { method: 'POST', headers: { 'content-length': 1_000 } });
  leaving.write('half', () => leaving.destroy());
  return new Promise((resolve) => leaving.on('error', () => {}).on('close', resolve));
}

const regions = (options?: CallOptions) => call(emulator.url, 'DescribeRegions', { RegionId: 'cn-hangzhou' }, options);

test('a right call is answered, with a RequestId and the service’s date', async () => {
  const { status, body, headers } = await regions();
  expect(status).toBe(200);
  expect(body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  expect(headers['content-type']).toBe('application/json;charset=utf-8');
  expect(Math.abs(Date.parse(headers.date ?? '') - Date.now())).toBeLessThan(2_000);
});

test('every answer has its RequestId in a header, too, and a refusal in the address of what is recommended', async () => {
  const answered = await regions();
  expect(answered.headers['x-acs-request-id']).toBe(answered.body.RequestId);
  const refused = await regions({ secret: 'wrong' });
  expect(refused.headers['x-acs-request-id']).toBe(refused.body.RequestId);
  expect(refused.body.Recommend).toBe(
    `https://api.aliyun.com/troubleshoot?q=SignatureDoesNotMatch&product=ecd&requestId=${refused.body.RequestId}`,
  );
  await emulator.faults([{ action: 'DescribeRegions', effect: 'empty-body' }]);
  expect((await regions()).headers['x-acs-request-id']).toBe((await emulator.ledger()).at(-1)?.requestId);
  await emulator.clearFaults();
});

test('listens on any free port of this machine alone when it is told none', async () => {
  const { url, host, port, close } = await startEmulator();
  expect([url, host]).toEqual([`http://127.0.0.1:${port}`, '127.0.0.1']);
  expect((await call(url, 'DescribeRegions', { RegionId: 'cn-hangzhou' })).status).toBe(200);
  await close();
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

test('calls over the limit of a minute are throttled by action and region, with the time to wait', async () => {
  const now = Date.parse('2026-11-24T10:00:50Z');
  const seed = toSeed({ settings: { callsPerMinute: { DescribeImages: 2 } } });
  const { url, close } = await startEmulator({ port: 0, seed, now: () => now });
  const describe = (RegionId: string) => call(url, 'DescribeImages', { RegionId }, { date: new Date(now) });
  expect([(await describe('cn-beijing')).status, (await describe('cn-beijing')).status]).toEqual([200, 200]);
  const throttled = await describe('cn-beijing');
  expect(throttled).toMatchObject({ status: 400, body: { Code: 'Throttling.User' } });
  expect(throttled.headers['x-acs-retry-after']).toBe('10000');
  expect((await describe('cn-shanghai')).status).toBe(200);
  await close();
});

test.each([
  ['another method', { method: 'GET' }, 405, 'UnsupportedHTTPMethod'],
  ['a percent sign that encodes nothing', { rawQuery: 'RegionId=cn-hangzhou%' }, 400, 'InvalidParameter'],
  ['bytes that are no text', { rawQuery: 'RegionId=%E0%A4' }, 400, 'InvalidParameter'],
])('refuses %s, in the form of every refusal', async (_, options, status, code) => {
  const answer = await regions(options);
  expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
  expect([answer.status, answer.body.Code]).toEqual([status, code]);
  expect(answer.body).toMatchObject({ RequestId: expect.any(String), HostId: expect.any(String) });
  expect((await emulator.ledger()).at(-1)).toMatchObject({ requestId: answer.body.RequestId, applied: false });
});

test('goes on after requests of another path, of no end, and of too many bytes', async () => {
  expect((await send(emulator.url, { method: 'POST', path: '/other', headers: {} })).status).toBe(404);
  await leaveHalfWay(emulator.url);
  const body = 'x'.repeat(2_000_000);
  // Refused while it is still being sent, which the client sees as a refusal or as a connection that broke.
  const sent = send(emulator.url, { method: 'POST', path: '/', headers: {}, body });
  const { status } = await sent.catch(() => ({ status: 'cut' }));
  expect([400, 'cut']).toContain(status);
  expect((await regions()).status).toBe(200);
});
