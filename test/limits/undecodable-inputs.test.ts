// Payloads that nobody can decode or pass on, over Temporal's HTTP API, which takes them as they are: no workflow task
// fails, whatever they are sent as, and as an input they end the run. `npm run test:limits`.
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { WorkflowType } from '../../src/shared/workflow-types';
import { GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Payload = object;

const base64 = (data: string | Uint8Array) => Buffer.from(data).toString('base64');
const payload = (encoding: string, data?: string | Uint8Array, metadata = {}): Payload => ({
  metadata: { encoding: base64(encoding), ...metadata },
  data: data === undefined ? undefined : base64(data),
});
const json = (text: string) => payload('json/plain', text);
const around = (inner: string, times: number) => '{"a":'.repeat(times) + inner + '}'.repeat(times);
const MESSAGE = payload('json/protobuf', '{}', { messageType: base64('a.Message') });

const INPUTS: [string, Payload[]][] = [
  ['none', []],
  ['JSON that ends early', [json('{"source":')]],
  ['JSON of no UTF-8', [payload('json/plain', Uint8Array.of(255, 254, 0))]],
  ['no data', [payload('json/plain')]],
  ['null', [payload('binary/null')]],
  ['an unknown message', [MESSAGE]],
  ['a binary message', [payload('binary/protobuf', 'ab', { messageType: base64('a.Message') })]],
  ['what a codec has encrypted', [payload('binary/encrypted', 'abc')]],
  ['an unknown encoding', [payload('application/xml', '<a/>')]],
  ['an encoding without end', [payload('x'.repeat(5_000), 'abc')]],
  ['an encoding that every object has', [payload('__proto__', 'abc')]],
  ['no encoding', [{ metadata: { other: base64('a') }, data: base64('{}') }]],
  ['no metadata', [{ data: base64('{}') }]],
  ['nothing', [{}]],
  ['binary data', [payload('binary/plain', Uint8Array.of(1, 2, 3))]],
  ['no binary data', [payload('binary/plain')]],
  ['much binary data', [payload('binary/plain', Buffer.alloc(1_500_000, 7))]],
  ['lists without end', [json('['.repeat(200_000) + ']'.repeat(200_000))]],
  ['objects without end', [json(around('1', 200_000))]],
  ['a source without end', [json(`{"source":${around('1', 100_000)}}`)]],
  ['a destination without end', [json(`{"destination":{"imageName":${around('1', 100_000)}}}`)]],
  ['lists that a stack may or may not hold', [json('['.repeat(5_000) + ']'.repeat(5_000))]],
  ['numbers that grow beyond what the server takes', [json(`[${'1e20,'.repeat(200_000)}1]`)]],
  ['a name that is too long for an activity', [json(`{"destination":{"imageName":"${'x'.repeat(1_900_000)}"}}`)]],
  ['a name that is too long twice', [json(`{"destination":{"imageName":"${'x'.repeat(1_400_000)}"}}`)]],
  ['many fields', [json(`{${Array.from({ length: 60_000 }, (_, index) => `"f${index}":1`)}}`)]],
  ['fields that every object has', [json('{"__proto__":{"a":1},"constructor":1,"toString":2,"toJSON":3}')]],
  ['a bad one, and another that nobody can decode', [json('{}'), MESSAGE]],
];

async function post(path: string, body: object): Promise<Response> {
  const url = `${world.temporal.httpUrl}/api/v1/namespaces/default${path}`;
  // Without it the server makes the payloads itself, out of JSON.
  const headers = { 'content-type': 'application/json+no-payload-shorthand' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function start(id: string, type: string, payloads: Payload[], more: object = {}): Promise<void> {
  const input = payloads.length > 0 ? { payloads } : undefined;
  const run = { workflowType: { name: type }, taskQueue: { name: TASK_QUEUE }, input, ...more };
  const answer = await post(`/workflows/${encodeURIComponent(id)}`, run);
  expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
}

/** The type of the failure that ended the run; undefined when it ended well. A failed workflow task fails the test. */
async function endOf(id: string): Promise<string | null | undefined> {
  const run = world.temporal.client.workflow.getHandle(id);
  const end = await waitFor(async () => {
    const { events } = await run.fetchHistory();
    const failedTask = events?.find((event) => event.workflowTaskFailedEventAttributes);
    if (failedTask) throw new Error(`${id}: ${failedTask.workflowTaskFailedEventAttributes?.failure?.message}`);
    return events?.find(
      (event) => event.workflowExecutionCompletedEventAttributes ?? event.workflowExecutionFailedEventAttributes,
    );
  });
  return end.workflowExecutionFailedEventAttributes?.failure?.applicationFailureInfo?.type;
}

test.each(INPUTS)('an input of %s ends every workflow type as InvalidInput', async (name, payloads) => {
  const ends = Object.values(WorkflowType).map(async (type) => {
    const id = `${type} of ${name}`;
    await start(id, type, payloads);
    return endOf(id);
  });
  expect(await Promise.all(ends)).toEqual(['InvalidInput', 'InvalidInput', 'InvalidInput']);
  expect(await world.emulator.ledger()).toEqual([]);
});

test('an argument too many does no harm, whatever it is', async () => {
  await start('two-arguments', WorkflowType.planDistribution, [json(JSON.stringify(request())), MESSAGE]);
  expect(await endOf('two-arguments')).toBeUndefined();
});

const unreadable = { payloads: [MESSAGE, json('{'), {}] };

test.each<[string, object]>([
  ['a memo', { memo: { fields: { result: MESSAGE, requestHash: json('{'), other: {} } } }],
  ['a header', { header: { fields: { other: MESSAGE } } }],
  ['a summary', { userMetadata: { summary: MESSAGE, details: json('{') } }],
  ['a result of the run before', { lastCompletionResult: unreadable }],
  [
    'a failure of the run before',
    { continuedFailure: { encodedAttributes: MESSAGE, applicationFailureInfo: { details: unreadable } } },
  ],
])('%s that nobody can decode does no harm', async (name, more) => {
  await start(name, WorkflowType.planDistribution, [json(JSON.stringify(request()))], more);
  expect(await endOf(name)).toBeUndefined();
});

test('a memo that nobody can decode keeps no later distribution from the copy', async () => {
  const owner = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'taken' });
  await start(owner, WorkflowType.copyAndShareImage, [MESSAGE], { memo: { fields: { result: MESSAGE } } });
  await start('later', WorkflowType.distributeImage, [json(JSON.stringify(request({ imageName: 'taken' })))]);
  expect(await endOf('later')).toBeUndefined();
});

test('signals, queries and updates that nobody can decode do no harm', async () => {
  await world.emulator.settings({ copySeconds: 5 });
  const id = 'asked';
  await start(id, WorkflowType.distributeImage, [json(JSON.stringify(request({ imageName: id })))]);
  const copy = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: id });
  await waitFor(async () => (await world.emulator.images()).some(({ image }) => image.Name === id));
  const answers = [id, encodeURIComponent(copy)].map(async (to) => {
    const statuses: number[] = [];
    for (const [path, body] of messages()) statuses.push((await post(`/workflows/${to}/${path}`, body)).status);
    return statuses;
  });
  expect(await Promise.all(answers)).toEqual([ANSWERS, ANSWERS]);
  expect([await endOf(id), await endOf(copy)]).toEqual([undefined, undefined]);
});

/** An unknown query is refused; an unknown update is answered with its refusal; an unknown signal is for nobody. */
const ANSWERS = [200, 400, 200, 200, 200, 200];

function messages(): [path: string, body: object][] {
  const query = (queryType: string) => ({ query: { queryType, queryArgs: unreadable } });
  const waitPolicy = { lifecycleStage: 'UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED' };
  return [
    ['query/status', query('status')],
    ['query/unknown', query('unknown')],
    ['query/__stack_trace', query('__stack_trace')],
    ['signal/unknown', { input: unreadable }],
    ['signal/__temporal_unknown', { input: unreadable }],
    [
      'update/unknown',
      { waitPolicy, request: { meta: { updateId: '1' }, input: { name: 'unknown', args: unreadable } } },
    ],
  ];
}
