// Turns whatever a failed call throws into an EcdError with the call's outcome, by how far the call came. Nothing else
// of what was thrown is kept: the SDK's errors can hold the request, with its signature and token.
import { type Fields, isRecord, textOf, UnexpectedAnswer } from './answers';
import { type CallFailure, type CallSubject, EcdError } from './ecd-error';
import { ruleFor } from './error-rules';
import { NotSent } from './not-sent';
import { ECD_REGION_IDS } from './regions';

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

/** An answer came and can be read; its status and code decide. */
function answered(subject: CallSubject, answer: Omit<CallFailure, 'outcome' | 'retryable' | 'hint'>): CallFailure {
  const { hint, outcome, retryable, throttled, conflict } = ruleFor(answer.statusCode ?? 0, answer.code);
  const { requestId } = answer;
  const lookUp = requestId ? ` Look up RequestId ${requestId} at https://api.aliyun.com/troubleshoot.` : '';
  return {
    ...answer,
    outcome,
    retryable,
    throttled,
    conflict,
    hint: hint.replace('{action}', subject.action) + lookUp,
  };
}

/** A 4xx or 5xx, as the SDK throws it. Its own fields hold the text "undefined" for what the answer lacks. */
function refusedBySdk(subject: CallSubject, error: Fields, statusCode: number): CallFailure {
  const body = isRecord(error.data) ? error.data : {};
  return answered(subject, {
    what: textOf(body.Message ?? body.message) ?? 'the service gave no reason',
    code: textOf(body.Code ?? body.code),
    statusCode,
    requestId: textOf(body.RequestId ?? body.requestId),
    retryAfterMs: typeof error.retryAfter === 'number' ? error.retryAfter : undefined,
  });
}

/** No connection: nothing of the request has left this machine. */
function notConnected({ regionId }: CallSubject, code: string | undefined): CallFailure {
  const isUnknownHost = code === 'ENOTFOUND';
  return {
    what: isUnknownHost ? 'the host name does not exist' : 'no connection could be made',
    code,
    outcome: 'not-applied',
    // A host name that is known to exist comes back; one made from a mistyped region never will.
    retryable: !isUnknownHost || ECD_REGION_IDS.includes(regionId),
    hint: 'Check the region id, and that the worker can reach the endpoint: DNS, network, TLS certificates, clock.',
  };
}

/** The request may be on its way, or have arrived: all that is sure is that there is no answer. */
function unanswered(what: string, code?: string | undefined): CallFailure {
  const hint = 'Read back whether the call took effect. If it goes on, check the network to the endpoint.';
  return { what, code, outcome: 'unknown', retryable: true, hint };
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

function unreadable(error: Fields): CallFailure {
  const code = textOf(error.code);
  if (error.name === 'SyntaxError') return unanswered('the answer is cut off or no JSON');
  if (error.name === 'RequestTimeoutError') return unanswered('no answer in time');
  return unanswered(code ? 'the connection broke' : 'the answer could not be read', code);
}

function failureOf(thrown: unknown, subject: CallSubject): CallFailure {
  if (thrown instanceof NotSent) {
    const { message, hint, retryable } = thrown;
    return { what: message, outcome: 'not-applied', retryable, hint };
  }
  if (thrown instanceof CallTimeout) return unanswered(thrown.message);
  if (thrown instanceof UnexpectedAnswer) {
    const { message, statusCode, code, requestId } = thrown;
    return answered(subject, { what: message, statusCode, code, requestId });
  }
  const error = isRecord(thrown) ? thrown : {};
  if (typeof error.statusCode === 'number') return refusedBySdk(subject, error, error.statusCode);
  return isBeforeSending(error) ? notConnected(subject, textOf(error.code)) : unreadable(error);
}

/** The `EcdError` for what a call threw. `redact` masks secrets in a text. */
export function toEcdError(thrown: unknown, subject: CallSubject, redact: (text: string) => string): EcdError {
  const failure = failureOf(thrown, subject);
  return new EcdError(subject, { ...failure, what: redact(failure.what) });
}
