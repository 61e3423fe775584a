// Turns whatever a failed call throws into an EcdError with the call's outcome, by how far the call came. Nothing else
// of what was thrown is kept: the SDK's errors can hold the request, with its signature and token.
import { type Fields, fieldOf, isRecord, textOf, UnexpectedAnswer } from './answers';
import { type CallSubject, EcdError, type FailureFacts } from './ecd-error';
import { ruleFor } from './error-rules';
import { NOT_BUILT, NotSent } from './not-sent';
import { ECD_REGION_IDS } from './regions';
import { readRetryAfter } from './retry-after';
import { codeOf, type Redact, requestIdOf, wordsOf } from './texts';

/** The adapter's own timer ended a call. */
export class CallTimeout extends Error {
  override name = 'CallTimeout';

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
  }
}

/** System calls before anything is sent. */
const BEFORE_SENDING = ['getaddrinfo', 'connect'];

/** OpenSSL's results of a certificate check, as Node names them. */
const CERTIFICATE_CODE = /(^|_)CERT(_|$)|^UNABLE_TO_/;

/** What OpenSSL says only while a connection is being set up. */
const HANDSHAKE_MESSAGE = /wrong version number|handshake failure|unsupported protocol|protocol version/;

/** What Node says of a header or an address that it does not send. */
const NOT_SENDABLE =
  /^ERR_(INVALID_(CHAR|HTTP_TOKEN|PROTOCOL|URI|URL)|HTTP_INVALID_HEADER_VALUE|UNESCAPED_CHARACTERS)$/;

/**
 * The `EcdError` for what a call threw. `redact` masks secrets in a text; `longestRetryAfterMs` is the most that counts
 * of a wait that the service asks for.
 */
export function toEcdError(
  thrown: unknown,
  subject: CallSubject,
  redact: Redact,
  longestRetryAfterMs?: number,
): EcdError {
  if (thrown instanceof NotSent) return new EcdError(subject, thrown.failure);
  const { retryAfterMs, ...failure } = failureOf(thrown, subject, redact);
  return new EcdError(subject, { ...failure, retryAfterMs: readRetryAfter(retryAfterMs, longestRetryAfterMs) });
}

/** `retryAfterMs` as the service says it. */
function failureOf(thrown: unknown, subject: CallSubject, redact: Redact): FailureFacts {
  if (thrown instanceof CallTimeout) return unanswered({ what: thrown.message });
  if (thrown instanceof UnexpectedAnswer) return answered(subject, thrown, thrown.message, redact);
  const error = isRecord(thrown) ? thrown : {};
  if (typeof error.statusCode === 'number') return refusedBySdk(subject, error, error.statusCode, redact);
  if (isUnsendable(error)) return new NotSent(NOT_BUILT).failure;
  const code = codeOf(error.code, redact);
  return isBeforeSending(error) ? notConnected(subject, code) : unreadable(error, code);
}

/** What an answer says of itself, as it was sent. */
interface Said {
  statusCode: number;
  code: unknown;
  requestId: unknown;
}

/** An answer came and can be read; its status and code decide. */
function answered(subject: CallSubject, said: Said, what: string, redact: Redact): FailureFacts {
  const code = codeOf(said.code, redact);
  const requestId = requestIdOf(said.requestId, redact);
  const { statusCode } = said;
  const { kind, outcome, retryable, hint } = ruleFor(statusCode, code);
  const lookUp = requestId ? ` Look up RequestId ${requestId} at https://api.aliyun.com/troubleshoot.` : '';
  const advice = hint.replace('{action}', subject.action) + lookUp;
  return { what, kind, outcome, retryable, hint: advice, code, statusCode, requestId };
}

/** A 4xx or 5xx, as the SDK throws it. Its own fields hold the text "undefined" for what the answer lacks. */
function refusedBySdk(subject: CallSubject, error: Fields, statusCode: number, redact: Redact): FailureFacts {
  const body = isRecord(error.data) ? error.data : {};
  const said = { statusCode, code: fieldOf(body, 'Code'), requestId: fieldOf(body, 'RequestId') };
  const words = textOf(fieldOf(body, 'Message'));
  const what = words === undefined ? 'the service gave no reason' : wordsOf(words, redact);
  const { retryAfter } = error;
  return {
    ...answered(subject, said, what, redact),
    retryAfterMs: typeof retryAfter === 'number' ? retryAfter : undefined,
  };
}

/** The request could not be encoded, signed, or made one of HTTP: before there is any connection. */
function isUnsendable(error: Fields): boolean {
  return error.name === 'URIError' || NOT_SENDABLE.test(textOf(error.code) ?? '');
}

function isBeforeSending(error: Fields): boolean {
  if (BEFORE_SENDING.includes(String(error.syscall))) return true;
  // Node's AggregateError: every address of a host was tried and none accepted.
  if (Array.isArray(error.errors)) return true;
  const code = String(error.code);
  return (
    CERTIFICATE_CODE.test(code) || (/^(EPROTO|ERR_SSL_)/.test(code) && HANDSHAKE_MESSAGE.test(String(error.message)))
  );
}

/** No connection: nothing of the request has left this machine. */
function notConnected({ regionId }: CallSubject, code: string | undefined): FailureFacts {
  const isUnknownHost = code === 'ENOTFOUND';
  // A host name that is known to exist comes back; one made from a mistyped region never will.
  const isUnknownRegion = isUnknownHost && !ECD_REGION_IDS.includes(regionId);
  return {
    what: isUnknownHost ? 'the host name does not exist' : 'no connection could be made',
    code,
    kind: isUnknownRegion ? 'unknown-region' : 'unreachable',
    outcome: 'not-applied',
    retryable: !isUnknownRegion,
    hint: 'Check the region id, and that the worker can reach the endpoint: DNS, network, TLS certificates, clock.',
  };
}

function unreadable(error: Fields, code: string | undefined): FailureFacts {
  if (error.name === 'SyntaxError') return unanswered({ what: 'the answer is cut off or no JSON' });
  if (error.name === 'RequestTimeoutError') return unanswered({ what: 'no answer in time' });
  return unanswered({ what: code ? 'the connection broke' : 'the answer could not be read', code });
}

/** The request may be on its way, or have arrived: all that is sure is that there is no answer. */
function unanswered(failure: Pick<FailureFacts, 'what' | 'code'>): FailureFacts {
  const hint = 'Read back whether the call took effect. If it goes on, check the network to the endpoint.';
  return { ...failure, kind: 'unclear', outcome: 'unknown', retryable: true, hint };
}
