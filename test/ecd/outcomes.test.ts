// Every way in which a call can fail, and what the adapter says became of it. No failure is ever sent twice.
import { type AddressInfo, createServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import { createCredential, type EcdClientOptions, type EcdError } from '../../src/ecd';
import {
  type Answer,
  answer,
  COPY_REQUEST,
  createTestClient,
  errorOf,
  type FakeService,
  startFakeService,
} from './fake-service';

type Expected = Partial<Pick<EcdError, 'kind' | 'outcome' | 'code' | 'retryable' | 'retryAfterMs'>>;

const unknown: Expected = { kind: 'unclear', outcome: 'unknown', retryable: true };
const refused: Expected = { outcome: 'not-applied', retryable: false };
const refusedForNow: Expected = { outcome: 'not-applied', retryable: true };
const throttled: Expected = { ...refusedForNow, kind: 'throttled' };
const conflict: Expected = { ...refusedForNow, kind: 'conflict' };
const unreachable: Expected = { ...refusedForNow, kind: 'unreachable' };

const refusal = (statusCode: number, code: string) =>
  answer(statusCode, { Code: code, Message: 'said the service', RequestId: 'R-1' });
const html = '<html><body>Bad Gateway</body></html>';

const cutBody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"ImageId": "m-copy"', () => response.destroy());
};
const shortBody = answer(200, '{"ImageId": "m-copy"');
const reset: Answer = (response) => response.destroy();
const hang: Answer = () => {};
const hangInBody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '1000' }).flushHeaders();
};

const FAILURES: [name: string, answer: Answer, expected: Expected][] = [
  ['a 200 without an image id', answer(200, { RequestId: 'R-1' }), unknown],
  ['a 200 with a code', answer(200, { ImageId: 'm-copy', RequestId: 'R-1', Code: 'Odd' }), { ...unknown, code: 'Odd' }],
  ['a 200 that is no object', answer(200, '[]'), unknown],
  ['a 204', answer(204), unknown],
  ['a 302', answer(302, '', { location: 'http://127.0.0.1:1/' }), unknown],
  ['a 307 with JSON', answer(307, { ImageId: 'm-copy', RequestId: 'R-1' }), unknown],
  [
    'a 400 with a code',
    refusal(400, 'InvalidParameter.X'),
    { ...refused, kind: 'invalid', code: 'InvalidParameter.X' },
  ],
  ['a 400 with an unheard-of code', refusal(400, 'Surprise'), { ...refused, kind: 'other', code: 'Surprise' }],
  ['a 400 without a code', answer(400, { RequestId: 'R-1' }), unknown],
  ['a 400 that is null', answer(400, 'null'), unknown],
  ['a 400 of a proxy', answer(400, html), unknown],
  ['a 403 of RAM', refusal(403, 'NoPermission'), { ...refused, kind: 'denied' }],
  ['a 408', refusal(408, 'RequestTimeout'), unknown],
  ['a 429 without Throttling', refusal(429, 'TooMany'), throttled],
  ['a throttling 400', refusal(400, 'Throttling.User'), throttled],
  ['a throttling 503', refusal(503, 'Rejected.Throttling'), throttled],
  [
    'a throttling 429 that says how long',
    answer(429, { Code: 'Throttling', RequestId: 'R-1' }, { 'x-acs-retry-after': '2500' }),
    { ...throttled, retryAfterMs: 2500 },
  ],
  ['a status past 599 with a code', refusal(600, 'InvalidParameter.X'), unknown],
  ['a 400 with a code that says success', refusal(400, 'success'), unknown],
  ['a 400 with a code that is none', refusal(400, 'no such code'), { ...unknown, code: undefined }],
  ['a 400 with a code without end', refusal(400, 'x'.repeat(129)), { ...unknown, code: undefined }],
  ['a conflict', refusal(400, 'OperationDenied.ImageCopyConflict'), conflict],
  ['an image being copied', refusal(403, 'OperationDenied.ImageCopying'), conflict],
  ['a date out of bounds', refusal(400, 'InvalidTimeStamp.Expired'), { ...refusedForNow, kind: 'expired' }],
  ['a nonce used before', refusal(400, 'SignatureNonceUsed'), unknown],
  ['a 500', refusal(500, 'InternalError'), unknown],
  ['a 502 of a proxy', answer(502, html), unknown],
  ['a 503', refusal(503, 'ServiceUnavailable'), { ...unknown, code: 'ServiceUnavailable' }],
  ['an empty body', answer(200), unknown],
  ['a cut body', cutBody, unknown],
  ['a body that ends too soon', shortBody, unknown],
  ['a reset', reset, { ...unknown, code: 'ECONNRESET' }],
];

/** All that an error says, wherever it is printed, logged, or put into a history. */
function everythingOf(error: EcdError): string {
  return [error.message, error.stack, error.hint, JSON.stringify(error), inspect(error, { depth: 9 })].join('\n');
}

const CANARIES = { accessKeyId: 'canaryId', accessKeySecret: 'canarySecret', securityToken: 'canaryToken' };
const LEAK = /canary|Signature=(?!\*)/;

const NOWHERE = 'http://127.0.0.1:1';

async function failedCopy(endpoint: string, options: Partial<EcdClientOptions> = {}): Promise<EcdError> {
  const client = await createTestClient(endpoint, { credential: await createCredential(CANARIES), ...options });
  const error = await errorOf(client.copyImage(COPY_REQUEST));
  expect(everythingOf(error)).not.toMatch(LEAK);
  expect(error.message.length).toBeLessThanOrEqual(500);
  expect(error.hint).not.toBe('');
  return error;
}

describe('an answer', () => {
  let service: FakeService;
  afterEach(() => service.close());

  it.each(FAILURES)('%s', async (_name, failure, expected) => {
    service = await startFakeService(failure);
    const error = await failedCopy(service.endpoint);
    expect(error).toMatchObject(expected);
    expect(error.code).not.toBe('undefined');
    expect(service.requests).toHaveLength(1);
  });

  it('to a read, in the same way', async () => {
    service = await startFakeService(reset);
    const client = await createTestClient(service.endpoint);
    const error = await errorOf(client.listImages({ regionId: 'cn-hangzhou' }));
    expect(error).toMatchObject({ ...unknown, action: 'DescribeImages', regionId: 'cn-hangzhou' });
  });

  it.each<[string, Answer]>([
    ['that does not come in time', hang],
    ['that does not end in time', hangInBody],
  ])('%s', async (_name, failure) => {
    service = await startFakeService(failure);
    const error = await failedCopy(service.endpoint, { callTimeoutMs: 100 });
    expect(error).toMatchObject(unknown);
    expect(error.message).toContain('no answer within 100 ms');
    expect(service.requests).toHaveLength(1);
  });

  it('that repeats the whole request, at any length', async () => {
    service = await startFakeService((response, request) => {
      const { authorization } = request.headers;
      const message = `${authorization} ${JSON.stringify(request)} ${'x'.repeat(1_000)}`;
      answer(400, { Code: 'SignatureDoesNotMatch', Message: message, RequestId: 'R-1' })(response, request);
    });
    const error = await failedCopy(service.endpoint);
    expect(error.message).toContain('SignatureDoesNotMatch, HTTP 400, RequestId R-1');
    expect(error.message).toHaveLength(500);
  });
});

describe('no connection', () => {
  let plainServer: Server;
  beforeAll(async () => {
    plainServer = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => plainServer.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => plainServer.close(resolve)));

  it('to a closed port', async () => {
    expect(await failedCopy(NOWHERE)).toMatchObject({ ...unreachable, code: 'ECONNREFUSED' });
  });

  it('to a name that does not exist', async () => {
    const error = await failedCopy('http://nonexistent.invalid');
    expect(error.outcome).toBe('not-applied');
    expect(error.code).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('by TLS to a port that does not speak it', async () => {
    const { port } = plainServer.address() as AddressInfo;
    expect(await failedCopy(`https://127.0.0.1:${port}`)).toMatchObject({ ...unreachable, code: 'EPROTO' });
  });
});

describe('before anything is sent', () => {
  it.each(['cn-hangzhou.evil.example', '../', '', 'CN-HANGZHOU'])('the region id %j', async (regionId) => {
    const client = await createTestClient(NOWHERE);
    const error = await errorOf(client.copyImage({ ...COPY_REQUEST, regionId }));
    expect(error).toMatchObject({ ...refused, kind: 'invalid' });
  });

  it('credentials that fail, without the reason that may quote them', async () => {
    const credential = { getCredential: () => Promise.reject(new Error('canarySecret')) };
    expect(await failedCopy(NOWHERE, { credential })).toMatchObject({ ...refusedForNow, kind: 'no-credentials' });
  });

  it.each(['http://127.0.0.1:1/path', 'http://user:pass@127.0.0.1', 'ftp://127.0.0.1', '127.0.0.1:80'])(
    'the endpoint %j: no client is made',
    async (endpoint) => {
      await expect(createTestClient(endpoint)).rejects.toThrow(/endpoint/);
    },
  );
});
