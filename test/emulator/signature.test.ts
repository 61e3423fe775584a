// Who may call: signatures as two official SDKs send them, and everything that the gateway refuses.
import { type RunningEmulator, startEmulator, toSeed } from '../../src/emulator';
import { call, send } from './raw-client';

const REGION = { RegionId: 'cn-hangzhou' };
const EMPTY_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const MINUTE_MS = 60_000;

let now = Date.now();
let emulator: RunningEmulator;

beforeAll(async () => {
  const seed = toSeed({
    accessKeys: [
      { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' },
      { accessKeyId: 'STS.temporary', accessKeySecret: 'temporarySecret', securityToken: 'aToken' },
    ],
  });
  emulator = await startEmulator({ port: 0, seed, now: () => now });
});
beforeEach(() => {
  now = Date.now();
});
afterAll(() => emulator.close());

const regions = (options: Parameters<typeof call>[3] = {}) =>
  call(emulator.url, 'DescribeRegions', REGION, { date: new Date(now), ...options });

// Captured on the wire: both calls name an image that does not exist, so a signature that is accepted ends in NotFound.
const CAPTURED = [
  {
    sdk: 'TypeScript',
    path: '/?DestinationDescription=it%27s%20a%20(test)*%20~%20100%25&DestinationImageName=Office_Shanghai&DestinationRegionId=cn-shenzhen&ImageId=m-gx2x1dhsmusr2abcd&RegionId=cn-hangzhou',
    headers: {
      host: '127.0.0.1:18080',
      'x-acs-date': '2026-11-24T03:05:26Z',
      'user-agent': 'AlibabaCloud (linux; x64) Node.js/v20.20.2 Core/1.0.1 TeaDSL/2',
      'x-acs-signature-nonce': '1a064f6fdde59cf96c1fe0e9f97fda0881f900a27181eb6b1644402598fa8d29',
      authorization:
        'ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=e26be7cf7f01e99c2b605215969cbf9e9c222e8014f77931a9b4528c623d0250',
    },
  },
  {
    sdk: 'Python',
    path: '/?DestinationDescription=it%27s+a+%28test%29%2A+~+100%25&DestinationImageName=Office_Shanghai&DestinationRegionId=cn-shenzhen&ImageId=m-gx2x1dhsmusr2abcd&RegionId=cn-hangzhou',
    headers: {
      host: '127.0.0.1:18081',
      'x-acs-date': '2026-11-24T03:06:52Z',
      'user-agent': 'AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2',
      'x-acs-signature-nonce': '0119a2c55b4a9412d8b9f4a14f0246b3',
      authorization:
        'ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=accept;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=ee074dfd104bb833efbb941ae054e9c5d0be039f4e69120113e7d59cd3143c09',
    },
  },
];

const COMMON_HEADERS = {
  accept: 'application/json',
  'x-acs-version': '2020-09-30',
  'x-acs-action': 'CopyImage',
  'x-acs-content-sha256': EMPTY_BODY,
  'x-acs-credentials-provider': 'static_ak',
};

describe.each(CAPTURED)('a request captured from the $sdk SDK', ({ path, headers }) => {
  it('passes with its own signature', async () => {
    now = Date.parse(headers['x-acs-date']);
    const { body } = await send(emulator.url, { method: 'POST', path, headers: { ...COMMON_HEADERS, ...headers } });
    expect(body.Code).toBe('InvalidImageId.NotFound');
  });

  it('is refused when one letter of it was changed', async () => {
    now = Date.parse(headers['x-acs-date']);
    const changed = path.replace('Office', 'office');
    const answer = await send(emulator.url, {
      method: 'POST',
      path: changed,
      headers: { ...COMMON_HEADERS, ...headers },
    });
    expect(answer).toMatchObject({ status: 400, body: { Code: 'SignatureDoesNotMatch' } });
  });
});

it('accepts lists of more than nine items, whose keys sort before their values do', async () => {
  const ids = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`ImageId.${index + 1}`, `m-${index}`]));
  const answer = await call(emulator.url, 'DescribeImages', { ...REGION, ...ids });
  expect(answer).toMatchObject({ status: 200, body: { Images: [] } });
});

it('accepts temporary keys with their token only', async () => {
  const temporary = { accessKeyId: 'STS.temporary', secret: 'temporarySecret' };
  expect((await regions({ ...temporary, securityToken: 'aToken' })).status).toBe(200);
  expect((await regions({ ...temporary, securityToken: 'another' })).body.Code).toBe('InvalidSecurityToken.Malformed');
  expect((await regions(temporary)).body.Code).toBe('InvalidSecurityToken.Malformed');
});

it.each([
  ['a wrong secret', { secret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
  ['a key that does not exist', { accessKeyId: 'nobody' }, 404, 'InvalidAccessKeyId.NotFound'],
  ['a date of another form', { date: '24 Nov 2026' }, 400, 'InvalidTimeStamp.Format'],
  ['a date that is none', { date: '2026-13-45T00:00:00Z' }, 400, 'InvalidTimeStamp.Format'],
  ['another version', { version: '2020-10-01' }, 400, 'InvalidVersion'],
  ['a query that was not signed', { rawQuery: 'RegionId=cn-beijing' }, 400, 'SignatureDoesNotMatch'],
  ['a signed header that was not sent', { omitted: ['x-acs-signature-nonce'] }, 400, 'IncompleteSignature'],
])('refuses %s', async (_, options, status, code) => {
  expect(await regions(options)).toMatchObject({ status, body: { Code: code } });
});

it.each([
  ['an older', -15 * MINUTE_MS - 1_000],
  ['a newer', 15 * MINUTE_MS + 1_000],
])('refuses %s date than the tolerance', async (_, offset) => {
  const answer = await regions({ date: new Date(now + offset) });
  expect(answer).toMatchObject({ status: 400, body: { Code: 'InvalidTimeStamp.Expired' } });
});

it.each(['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'])(
  'refuses a request whose %s is not signed',
  async (name) => {
    const answer = await regions({ unsigned: [name] });
    expect(answer).toMatchObject({ status: 400, body: { Code: 'IncompleteSignature' } });
    expect(answer.body.Message).toContain(name);
  },
);

it('refuses a request without a signature', async () => {
  const headers = { 'x-acs-action': 'DescribeRegions', 'x-acs-version': '2020-09-30' };
  const answer = await send(emulator.url, { method: 'POST', path: '/?RegionId=cn-hangzhou', headers });
  expect(answer.body.Code).toBe('IncompleteSignature');
});

it('takes a nonce once, and again only when no date that goes with it would pass', async () => {
  const nonce = 'only-once';
  expect((await regions({ nonce })).status).toBe(200);
  expect(await regions({ nonce })).toMatchObject({ status: 400, body: { Code: 'SignatureNonceUsed' } });
  now += 31 * MINUTE_MS;
  expect((await regions({ nonce: 'another' })).status).toBe(200);
  expect((await regions({ nonce })).status).toBe(200);
});

it('does not use up the nonce of a request that it refused', async () => {
  const nonce = 'stolen';
  await regions({ nonce, secret: 'wrong' });
  expect((await regions({ nonce })).status).toBe(200);
});

it('says nothing of the secret in what it answers', async () => {
  const answer = await regions({ secret: 'wrong' });
  expect(answer.text).not.toContain('testAccessKeySecret');
});
