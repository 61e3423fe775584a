// The input of a run before anything is made of it: what cannot be read, or cannot be passed on to an activity, would
// fail the workflow task again and again. Here it ends the run.
import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/workflow';
import { ErrorType } from '../shared/error-types';
import { MAX_INPUT_BYTES } from '../shared/limits';
import { Undecodable } from '../shared/payload-converter';

/** Throws `InvalidInput` for an input that no activity can be given. */
export function refuseUnusable(input: unknown): void {
  if (input instanceof Undecodable) throw invalidInput(`input: the payload cannot be decoded: ${input.reason}`);
  if (input instanceof Uint8Array) throw invalidInput('input: is binary data, where json/plain is needed');
  if (isDeep(input)) throw invalidInput(`input: must not be nested more than ${MAX_DEPTH} deep`);
  const bytes = encodedBytes(input);
  if (bytes > MAX_INPUT_BYTES) throw invalidInput(`input: must have at most ${MAX_INPUT_BYTES} bytes, not ${bytes}`);
}

/** The failure of a run that was refused for one reason. */
export function invalidInput(finding: string): ApplicationFailure {
  const short = finding.slice(0, MAX_FINDING_LENGTH);
  return ApplicationFailure.nonRetryable(short, ErrorType.InvalidInput, [short]);
}

/** A finding may repeat a text of the input; two workflow ids and some advice fit. */
const MAX_FINDING_LENGTH = 1_000;

/** Far more than any request has, and far less than what no stack has room to encode. */
const MAX_DEPTH = 100;

/** Level by level: a walk that calls itself would be what it is to prevent. */
function isDeep(input: unknown): boolean {
  let level = [input].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MAX_DEPTH) return true;
    level = level.flatMap((value) => Object.values(value).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Of the input as an activity gets it: numbers may grow by being encoded again, and bytes that are no UTF-8 do. */
function encodedBytes(input: unknown): number {
  return defaultPayloadConverter.toPayload(input).data?.length ?? 0;
}
