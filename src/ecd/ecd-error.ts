// The one error that the adapter rejects with.
import type { EcdAction } from './actions';
import type { CallOutcome } from './ecd-client';

/** Which call an error is about. */
export interface CallSubject {
  action: EcdAction;
  regionId: string;
  imageId?: string | undefined;
}

/** What is known of a failed call. */
export interface CallFailure {
  /** What happened, in words, without secrets. */
  what: string;
  outcome: CallOutcome;
  retryable: boolean;
  /** What to do about it. */
  hint: string;
  code?: string | undefined;
  statusCode?: number | undefined;
  requestId?: string | undefined;
  conflict?: boolean | undefined;
  throttled?: boolean | undefined;
  retryAfterMs?: number | undefined;
}

/** The most characters of a message: it goes into histories and tables. */
const MAX_MESSAGE_LENGTH = 500;

/** What happened stands last: a long message may lose its end. */
function messageOf({ action, regionId, imageId }: CallSubject, failure: CallFailure): string {
  const { code, statusCode, requestId, what } = failure;
  const facts = [code, statusCode && `HTTP ${statusCode}`, requestId && `RequestId ${requestId}`].filter(Boolean);
  const call = `${action}${imageId ? ` of ${imageId}` : ''} in ${regionId}`;
  return `${call}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}: ${what}`.slice(0, MAX_MESSAGE_LENGTH);
}

/** A call to ECD failed, or nobody knows whether it did. Carries no secret, and no error of the SDK as its cause. */
export class EcdError extends Error {
  override name = 'EcdError';
  readonly action: EcdAction;
  readonly regionId: string;
  /** The service's code, or the system's when there was no answer (`ECONNRESET`). */
  readonly code?: string;
  /** HTTP status. */
  readonly statusCode?: number;
  readonly requestId?: string;
  readonly outcome: CallOutcome;
  /** The same call may succeed later; a write whose outcome is unknown must be read back first. */
  readonly retryable: boolean;
  /** The image is being copied already: worth another try minutes later, not seconds. */
  readonly conflict: boolean;
  /** Refused because there were too many calls. */
  readonly throttled: boolean;
  /** How long the service asks to wait. */
  readonly retryAfterMs?: number;
  /** What to do about it. */
  readonly hint: string;

  constructor(subject: CallSubject, failure: CallFailure) {
    super(messageOf(subject, failure));
    this.action = subject.action;
    this.regionId = subject.regionId;
    if (failure.code !== undefined) this.code = failure.code;
    if (failure.statusCode !== undefined) this.statusCode = failure.statusCode;
    if (failure.requestId !== undefined) this.requestId = failure.requestId;
    this.outcome = failure.outcome;
    this.retryable = failure.retryable;
    this.conflict = failure.conflict ?? false;
    this.throttled = failure.throttled ?? false;
    if (failure.retryAfterMs !== undefined) this.retryAfterMs = failure.retryAfterMs;
    this.hint = failure.hint;
  }
}
