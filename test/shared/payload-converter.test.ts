// What the SDK decodes is decoded as it does; what it cannot decode is a value for workflows, and an error for activities.
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { payloadConverter, Undecodable } from '../../src/shared/payload-converter';

const WORKFLOW: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: 'a' };
const ACTIVITY: SerializationContext = { type: 'activity', namespace: 'default', activityId: '1', isLocal: false };

const bytes = (text: string) => new TextEncoder().encode(text);
const payload = (encoding: string, data?: string): Payload => ({
  metadata: { encoding: bytes(encoding) },
  ...(data !== undefined && { data: bytes(data) }),
});

test.each<[unknown]>([[undefined], [null], [0], ['办'], [[]], [{ a: [{ b: 'c' }] }], [bytes('abc')]])(
  'reads and writes %p as the SDK does',
  (value) => {
    const written = payloadConverter.toPayload(value, WORKFLOW);
    expect(written).toEqual(defaultPayloadConverter.toPayload(value));
    for (const context of [WORKFLOW, ACTIVITY, undefined]) {
      expect(payloadConverter.fromPayload(written, context)).toEqual(value);
    }
  },
);

const UNREADABLE: [string, Payload, string][] = [
  ['no JSON', payload('json/plain', '{"a":'), 'its encoding is json/plain, and its data is no JSON'],
  ['no data', payload('json/plain'), 'its encoding is json/plain, and its data is no JSON'],
  ['a message', payload('json/protobuf', '{}'), 'its encoding is json/protobuf, where json/plain is needed'],
  ['a steering encoding', payload('a\u001b[2J办'), 'its encoding is a?[2J???, where json/plain is needed'],
  ['a long encoding', payload('x'.repeat(5_000)), `its encoding is ${'x'.repeat(50)}…, where json/plain is needed`],
  ['no encoding', { metadata: {}, data: bytes('{}') }, 'it names no encoding, where json/plain is needed'],
  ['no metadata', { data: bytes('{}') }, 'it names no encoding, where json/plain is needed'],
];

test.each(UNREADABLE)('of %s a workflow gets the reason', (_, unreadable, reason) => {
  const value = payloadConverter.fromPayload(unreadable, WORKFLOW);
  expect(value).toBeInstanceOf(Undecodable);
  expect(value).toEqual({ reason });
});

test.each(UNREADABLE)('of %s nothing is decided: an activity’s input or result throws', (_, unreadable) => {
  expect(() => payloadConverter.fromPayload(unreadable, ACTIVITY)).toThrow();
  expect(() => payloadConverter.fromPayload(unreadable)).toThrow();
});
