// The one error that the adapter rejects with.
import type { EcdAction } from './actions';
import type { CallOutcome } from './ecd-client';
import type { FailureKind } from './failure-kind';

/** Which call an error is about. */
export interface CallSubject {
  action: EcdAction;
  regionId: string;
  imageId?: string | undefined;
}

/** What is known of a failed call. */
export interface FailureFacts {
  /** What happened, in words, without secrets. */
  what: string;
  kind: FailureKind;
  outcome: CallOutcome;
  retryable: boolean;
  /** What to do about it. */
  hint: string;
  code?: string | undefined;
  statusCode?: number | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
}

/** The most characters of a message: it goes into histories and tables. */
const MAX_MESSAGE_LENGTH = 500;

/** A call to ECD failed, or nobody knows whether it did. Carries no secret, and no error of the SDK as its cause. */
export class EcdError extends Error {
  override name = 'EcdError';
  readonly action: EcdAction;
  readonly regionId: string;
  /** Why it failed: what there is to decide by. */
  readonly kind: FailureKind;
  /** The service's code, or the system's when there was no answer (`ECONNRESET`): for people, not to decide by. */
  readonly code?: string | undefined;
  /** HTTP status. */
  readonly statusCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly outcome: CallOutcome;
  /** The same call may succeed later; a write whose outcome is unknown must be read back first. */
  readonly retryable: boolean;
  /** How long to wait, as the service asks or the throttle gate knows: more than 0 and at most 2 minutes. */
  readonly retryAfterMs?: number | undefined;
  /** What to do about it. */
  readonly hint: string;

  constructor(subject: CallSubject, failure: FailureFacts) {
    super(messageOf(subject, failure));
    this.action = subject.action;
    this.regionId = subject.regionId;
    this.kind = failure.kind;
    this.code = failure.code;
    this.statusCode = failure.statusCode;
    this.requestId = failure.requestId;
    this.outcome = failure.outcome;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
    this.hint = failure.hint;
  }
}

/** What happened stands last: a long message may lose its end. */
function messageOf({ action, regionId, imageId }: CallSubject, failure: FailureFacts): string {
  const { code, statusCode, requestId, what } = failure;
  const facts = [code, statusCode && `HTTP ${statusCode}`, requestId && `RequestId ${requestId}`].filter(Boolean);
  const call = `${action}${imageId ? ` of ${imageId}` : ''} in ${regionId}`;
  const message = `${call}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}: ${what}`;
  // Never half of a character, from the cut or from an input: what stores the message may refuse it.
  return message.slice(0, MAX_MESSAGE_LENGTH).replace(/\p{Surrogate}/gu, '\uFFFD');
}
