// A problem of a type: its advice from the table of error types, its message short enough for a table of 500 rows.
import { ERRORS, type ErrorDescription, type ErrorType } from './error-types';
import type { Problem } from './problem';

/** A problem of this type. Its message loses what is too long or too many bytes in JSON. */
export function problem(type: ErrorType, message: string): Problem {
  const { advice = '' }: ErrorDescription = ERRORS[type];
  return { type, message: cut(message), hint: advice };
}

/** The most characters of a message: a table of 500 rows has to stay under the 2 MB that Temporal takes. */
export const MAX_MESSAGE_LENGTH = 500;
const MAX_MESSAGE_BYTES = 800;

/** Six bytes each in JSON, where every other character has three at most: control characters, and halves of others. */
const LONG_IN_JSON = /[\p{Cc}\p{Cs}]/gu;

function cut(message: string): string {
  const text = message.slice(0, MAX_MESSAGE_LENGTH).replace(LONG_IN_JSON, ' ');
  let bytes = 0;
  const end = [...text].findIndex((character) => {
    bytes += bytesInJson(character);
    return bytes > MAX_MESSAGE_BYTES;
  });
  return end < 0 ? text : [...text].slice(0, end).join('');
}

function bytesInJson(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character === '"' || character === '\\' ? 2 : 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
