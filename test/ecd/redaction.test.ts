// Nothing that an answer says brings a secret out of the worker, and nothing that it says is without bounds.
import { inspect } from 'node:util';
import { createCredential } from '../../src/ecd';
import { createRedaction } from '../../src/ecd/redaction';
import {
  type Answer,
  answer,
  COPY_REQUEST,
  createTestClient,
  errorOf,
  type FakeService,
  startFakeService,
} from './fake-service';
import { readAuthorization } from './signature';

const KEYS = {
  accessKeyId: 'canary.Id-1',
  accessKeySecret: 'canary/Secret+2',
  securityToken: 'canary+Token/3==',
};

const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
const lower = (text: string) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());
const every = (text: string) => text.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);
const FORMS = { plain: (text: string) => text, encodeURIComponent, twice, lower, every };

let service: FakeService | undefined;
afterEach(() => service?.close());

async function failedCopy(failure: Answer) {
  service = await startFakeService(failure);
  const client = await createTestClient(service.endpoint, { credential: await createCredential(KEYS) });
  const error = await errorOf(client.copyImage(COPY_REQUEST));
  return { error, everything: [error.stack, error.hint, inspect(error, { depth: 9 })].join('\n') };
}

const SECRETS = Object.entries(KEYS).flatMap(([name, secret]) =>
  Object.entries(FORMS).map(([form, encode]) => ({ name, form, secret: encode(secret) })),
);

describe.each(['Code', 'Message', 'RequestId'])('a secret in the %s of an answer', (field) => {
  test.each(SECRETS)('$name, $form', async ({ secret }) => {
    for (const text of [secret, `x-${secret}-x`]) {
      const body = { Code: 'InvalidParameter', Message: 'no', RequestId: 'R-1', [field]: text };
      const { everything } = await failedCopy(answer(400, body));
      expect(everything).not.toContain(secret);
      expect(everything).not.toMatch(/canary|Secret|%(25)*63%(25)*61/);
      await service?.close();
    }
  });

  test('the signature, by itself and in the header that it came in', async () => {
    for (const isWhole of [true, false]) {
      let signature = '';
      const { everything } = await failedCopy((response, request) => {
        const { authorization = '' } = request.headers;
        signature = readAuthorization(authorization).signature;
        const text = isWhole ? encodeURIComponent(authorization) : signature;
        answer(400, { Code: 'InvalidParameter', RequestId: 'R-1', [field]: text })(response, request);
      });
      expect(signature).toMatch(/^\w{64}$/);
      expect(everything).not.toContain(signature.slice(0, 12));
      await service?.close();
    }
  });
});

test('a code that is no code is none, and the outcome then unknown; a RequestId likewise is none', async () => {
  const { error } = await failedCopy(answer(400, { Code: 'a b', Message: 'no', RequestId: 'R 1' }));
  expect(error).toMatchObject({ code: undefined, requestId: undefined, outcome: 'unknown' });
  await service?.close();
  const long = await failedCopy(answer(400, { Code: 'QuotaExceed.Image', RequestId: 'R'.repeat(65) }));
  expect(long.error).toMatchObject({ code: 'QuotaExceed.Image', requestId: undefined, outcome: 'not-applied' });
});

test('a success has no RequestId that cannot be one', async () => {
  service = await startFakeService(answer(200, { ImageId: 'm-copy', RequestId: `R ${KEYS.accessKeySecret}` }));
  const client = await createTestClient(service.endpoint, { credential: await createCredential(KEYS) });
  expect(await client.copyImage(COPY_REQUEST)).toMatchObject({ value: { imageId: 'm-copy' }, requestId: '' });
});

test('words of the service stay on one line and leave the terminal alone', async () => {
  const Message = 'one\r\ntwo\u0000\u001b[31mthree\u202efour\u2028five\ud800six';
  const { error } = await failedCopy(answer(400, { Code: 'Odd', Message, RequestId: 'R-1' }));
  expect(error.message).toMatch(/one two \[31mthree four five six$/);
});

test('a message has at most 500 characters, and names no host', async () => {
  const Message = 'x'.repeat(100_000);
  const { error, everything } = await failedCopy(answer(400, { Code: 'Odd', Message, HostId: 'host.example' }));
  expect(error.message).toHaveLength(500);
  expect(everything).not.toMatch(/host\.example|127\.0\.0\.1/);
});

test('an answer to a request with the keys before these says nothing of them either', () => {
  const { redact, learn } = createRedaction();
  learn(['first-id', 'first-secret', 'first-token']);
  learn(['second-id', 'second-secret', 'second-token']);
  expect(redact('first-token of first-id, second-token')).toBe('*** of ***, ***');
});

test('what is too short to be a secret masks no parts of words', () => {
  const { redact, learn } = createRedaction();
  learn(['Inval']);
  expect(redact('InvalidParameter')).toBe('InvalidParameter');
});

test('of two secrets the longer is masked whole', () => {
  const { redact, learn } = createRedaction();
  learn(['secret', 'secret-and-more']);
  expect(redact('secret-and-more')).toBe('***');
});

test('a signature of another form is known by its name', () => {
  const { redact } = createRedaction();
  expect(redact('Signature=a+b/c= Signature%3Da, signature%253Da%2526Action')).toBe(
    'Signature=*** Signature%3D***, signature%253D***%2526Action',
  );
});
