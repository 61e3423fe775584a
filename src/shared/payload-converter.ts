// Reads payloads as the SDK does, and what nobody can read too: a decoder that throws fails the workflow task, which is
// tried again for ever, where a value that no rule allows ends the run. Workers and the bundle of the workflows load it.
import {
  type ConverterHint,
  DefaultPayloadConverter,
  type Payload,
  type PayloadConverter,
  type SerializationContext,
} from '@temporalio/common';

/** Stands for a payload that cannot be decoded. No JSON gives one, so nobody can send it. */
export class Undecodable {
  /** `reason`: a clause that says why, short and without control characters. */
  constructor(readonly reason: string) {}
}

class TolerantPayloadConverter extends DefaultPayloadConverter {
  /** What an activity was given or gave still throws: no decision on a copy rests on an answer that nobody can read. */
  override fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T {
    try {
      return super.fromPayload<T>(payload, context, hint);
    } catch (error) {
      if (context?.type !== 'workflow') throw error;
      return new Undecodable(reasonFor(payload)) as T;
    }
  }
}

/** Under the name that the SDK looks for. */
export const payloadConverter: PayloadConverter = new TolerantPayloadConverter();

const READABLE = 'json/plain';

const MAX_ENCODING_LENGTH = 50;

function reasonFor({ metadata }: Payload): string {
  const encoding = encodingOf(metadata?.encoding);
  if (encoding === '') return `it names no encoding, where ${READABLE} is needed`;
  if (encoding === READABLE) return `its encoding is ${READABLE}, and its data is no JSON`;
  return `its encoding is ${encoding}, where ${READABLE} is needed`;
}

/** Anybody may have written it, at any length: nothing of it may steer a terminal. */
function encodingOf(bytes: Uint8Array | null | undefined): string {
  const start = bytes?.subarray(0, MAX_ENCODING_LENGTH) ?? [];
  const text = String.fromCharCode(...start).replace(/[^ -~]/g, '?');
  return bytes && bytes.length > MAX_ENCODING_LENGTH ? `${text}…` : text;
}
