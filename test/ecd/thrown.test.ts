// What a call can throw, as Node and the SDK throw it, and what the adapter makes of each: what cannot be provoked on a
// local port. Whatever may have left this machine is of unknown outcome.
import { ruleFor } from '../../src/ecd/error-rules';
import { toEcdError } from '../../src/ecd/errors';

const REGION = 'cn-hangzhou';

const failureOf = (thrown: unknown, regionId = REGION) =>
  toEcdError(thrown, { action: 'CopyImage', regionId }, (text) => text);

const systemError = (fields: object) => Object.assign(new Error('said Node'), fields);

const unknown = { kind: 'unclear', outcome: 'unknown', retryable: true };
const notSent = { kind: 'unreachable', outcome: 'not-applied', retryable: true };

describe('a host name', () => {
  const notFound = systemError({ syscall: 'getaddrinfo', code: 'ENOTFOUND' });

  it('of a region that exists comes back', () => {
    const error = failureOf(notFound);
    expect(error).toMatchObject({ ...notSent, code: 'ENOTFOUND' });
    expect(error.message).toMatch(/host name/);
    expect(error.hint).toMatch(/region id.*DNS/);
  });

  it('of a region that nobody knows never will', () => {
    const unknownRegion = { kind: 'unknown-region', outcome: 'not-applied', retryable: false };
    expect(failureOf(notFound, 'cn-hangzhuo')).toMatchObject(unknownRegion);
  });

  it('that the name server did not answer for says nothing of the region', () => {
    const error = failureOf(systemError({ syscall: 'getaddrinfo', code: 'EAI_AGAIN' }), 'cn-hangzhuo');
    expect(error).toMatchObject(notSent);
    expect(error.message).toMatch(/no connection/);
  });
});

describe('no connection', () => {
  it('to any address of a host', () => {
    const errors = [systemError({ syscall: 'connect' }), systemError({ syscall: 'connect' })];
    const error = failureOf(Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' }));
    expect(error).toMatchObject({ ...notSent, code: 'ETIMEDOUT' });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('because of a certificate: %s', (code) => {
    expect(failureOf(systemError({ code }))).toMatchObject({ ...notSent, code });
  });

  it.each([
    ['EPROTO', 'wrong version number'],
    ['EPROTO', 'sslv3 alert handshake failure'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'unsupported protocol'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tlsv1 alert protocol version'],
  ])('because of TLS: %s, %s', (code, message) => {
    expect(failureOf(systemError({ code, message }))).toMatchObject({ ...notSent, code });
  });
});

describe('a request that cannot be built was not sent, and repeating it is of no use', () => {
  const notBuilt = { kind: 'invalid', outcome: 'not-applied', retryable: false };

  it.each([
    ['half a character', { name: 'URIError' }],
    ['half a character, as Node says it', { name: 'URIError', code: 'ERR_INVALID_URI' }],
    ['a line break in a header', { code: 'ERR_INVALID_CHAR' }],
    ['a host that is none', { code: 'ERR_HTTP_INVALID_HEADER_VALUE' }],
    ['an address that is none', { code: 'ERR_UNESCAPED_CHARACTERS' }],
  ])('%s', (_, fields) => {
    const error = failureOf(systemError(fields));
    expect(error).toMatchObject(notBuilt);
    expect(error.message).toMatch(/could not be built/);
    expect(error.hint).toMatch(/half a character.*access key/);
  });

  it.each(['HPE_INVALID_CONSTANT', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_INVALID_ARG_TYPE', 'MY_ERR_INVALID_CHAR'])(
    'which %s does not say',
    (code) => {
      expect(failureOf(systemError({ code }))).toMatchObject(unknown);
    },
  );
});

describe('a request that may be on its way', () => {
  it.each([
    ['a broken connection', 'ECONNRESET', 'read ECONNRESET'],
    ['TLS that broke later', 'EPROTO', 'decryption failed or bad record mac'],
    ['TLS that broke later, as Node names it', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'bad record mac'],
    ['words of a handshake in another error', 'ECONNRESET', 'reset after a handshake failure'],
    ['words of a handshake in an error that is not of TLS', 'NOT_EPROTO', 'handshake failure'],
    ['a code that only resembles a certificate’s', 'CONCERTED', 'said Node'],
    ['a code that only holds the words of one', 'WRITE_UNABLE_TO_END', 'said Node'],
  ])('%s', (_, code, message) => {
    const error = failureOf(systemError({ syscall: 'read', code, message }));
    expect(error).toMatchObject({ ...unknown, code });
    expect(error.message).toMatch(/connection broke/);
    expect(error.hint).toMatch(/read back/i);
  });

  it.each<[string, unknown, RegExp]>([
    ['an answer that is no JSON', new SyntaxError('Unexpected end of JSON input'), /JSON/],
    ['an answer that took too long', systemError({ name: 'RequestTimeoutError' }), /in time/],
    ['an error without a code', new Error('surprise'), /not be read/],
    ['no error at all', undefined, /not be read/],
    ['a text', 'surprise', /not be read/],
  ])('%s', (_, thrown, words) => {
    const error = failureOf(thrown);
    expect(error).toMatchObject(unknown);
    expect(error.message).toMatch(words);
    expect(error.message).not.toMatch(/surprise|Unexpected/);
  });
});

describe('a refusal', () => {
  const refusal = (data: object, more: object = {}) => failureOf(systemError({ statusCode: 403, data, ...more }));

  it('names the RAM action that it lacks', () => {
    expect(refusal({ Code: 'NoPermission' }).hint).toContain('ecd:CopyImage');
  });

  it('with a RequestId says where to look it up', () => {
    const { hint } = refusal({ Code: 'Surprise', RequestId: 'R-1' });
    expect(hint).toMatch(/RequestId R-1 at https:/);
  });

  it('without a RequestId has the hint of its rule alone', () => {
    expect(refusal({ Code: 'Surprise' }).hint).toBe(ruleFor(403, 'Surprise').hint);
  });

  it('without a reason says so', () => {
    expect(refusal({ Code: 'Surprise', RequestId: 'R-1' }).message).toMatch(/no reason/);
  });

  it('with small first letters is read all the same', () => {
    const error = refusal({ code: 'Throttling', message: 'slow down', requestId: 'R-1' });
    expect(error).toMatchObject({ code: 'Throttling', requestId: 'R-1', kind: 'throttled' });
    expect(error.message).toMatch(/slow down/);
  });

  it.each([undefined, '2500', null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1])(
    'that asks to wait for %p asks for nothing',
    (retryAfter) => {
      expect(refusal({ Code: 'Throttling' }, { retryAfter }).retryAfterMs).toBeUndefined();
    },
  );

  it.each([
    [1, 1_000],
    [7_500, 7_500],
    [120_000, 120_000],
    [120_001, 120_000],
    [1e30, 120_000],
  ])('that asks to wait for %d ms asks for %d', (retryAfter, retryAfterMs) => {
    expect(refusal({ Code: 'Throttling' }, { retryAfter }).retryAfterMs).toBe(retryAfterMs);
  });

  it('with a message that is cut keeps whole characters', () => {
    const { message } = refusal({ Code: 'Surprise', Message: '😀'.repeat(300) });
    expect(message.length).toBeGreaterThan(490);
    expect(message).not.toMatch(/\p{Surrogate}/u);
    const shifted = refusal({ Code: 'Surprise', Message: `x${'😀'.repeat(300)}` }).message;
    expect(shifted).not.toMatch(/\p{Surrogate}/u);
  });
});
