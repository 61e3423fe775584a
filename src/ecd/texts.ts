// Texts of an answer, made fit for histories, logs and terminals: each within its own bounds, none with a secret.
import { saysSuccess } from './answers';

/** Masks secrets in a text. */
export type Redact = (text: string) => string;

const CODE = /^[A-Za-z0-9_.:-]{1,128}$/;
const REQUEST_ID = /^[A-Za-z0-9-]{1,64}$/;

/** What moves a cursor, turns the direction of writing, breaks a line, or is half a character. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]+/gu;

/**
 * An error code. Undefined for what cannot be one: the call is then judged as one without a code, so that what came of
 * it is unknown.
 */
export function codeOf(value: unknown, redact: Redact): string | undefined {
  return saysSuccess(value) ? undefined : whole(value, CODE, redact);
}

/** A RequestId; undefined for what cannot be one. */
export function requestIdOf(value: unknown, redact: Redact): string | undefined {
  return whole(value, REQUEST_ID, redact);
}

/** Words of the service on one line. Their length is bounded where a message is made of them. */
export function wordsOf(text: string, redact: Redact): string {
  return redact(text.replace(UNPRINTABLE, ' '));
}

/** A text that has the form and needs no masking. */
function whole(value: unknown, form: RegExp, redact: Redact): string | undefined {
  return typeof value === 'string' && form.test(value) && redact(value) === value ? value : undefined;
}
