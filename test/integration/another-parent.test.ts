// Copies that are children of another tool's workflow: they are checked as if started by hand, unless all of their input is
// what a distribution gives, and own their copy under its one id alone.
import { NativeConnection, Worker } from '@temporalio/worker';
import { copyKey } from '../../src/activities/copy-key';
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { GOLDEN } from '../support/request';
import { TEST_TIMING } from '../support/timing';
import { startWorld, type World } from '../support/world';

const TOOLS_QUEUE = 'another-tool';

let world: World;
let worker: Worker;
let running: Promise<void>;
let connection: NativeConnection;
beforeAll(async () => {
  world = await startWorld();
  connection = await NativeConnection.connect({ address: world.temporal.address });
  const workflowsPath = require.resolve('../support/another-tool');
  worker = await Worker.create({ connection, taskQueue: TOOLS_QUEUE, workflowsPath });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await connection.close();
  await world.close();
});

const destination = (imageName: string) => ({ regionId: 'cn-shanghai', imageName, shareWith: [] as string[] });

function child(input: unknown, workflowId: string): Promise<unknown> {
  return world.temporal.client.workflow.execute('anotherTool', {
    workflowId: `another-tool:${workflowId}:${Math.random()}`,
    taskQueue: TOOLS_QUEUE,
    args: [{ workflowId, taskQueue: TASK_QUEUE, input }],
  });
}

function ofParent(imageName: string, terms: object = {}) {
  const wanted = destination(imageName);
  const right = { copyKey: copyKey(GOLDEN, wanted), sourceProperties: {}, copyTimeoutMs: 60_000, timing: TEST_TIMING };
  return { source: GOLDEN, destination: wanted, terms: { ...right, ...terms } };
}

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

test('terms of the right shape count, as a distribution’s do', async () => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool'));
  expect(await child(ofParent('office-tool'), id)).toMatchObject({ outcome: 'copied' });
});

test('under another id nothing is made', async () => {
  const id = `${copyWorkflowId(GOLDEN, destination('office-tool-id'))}-2`;
  await expect(child(ofParent('office-tool-id'), id)).rejects.toMatchObject({
    cause: { cause: { type: 'InvalidInput' } },
  });
  expect(await creates('office-tool-id')).toEqual([]);
});

function nested(depth: number): object {
  let value = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

const { timing: _, ...untimed } = ofParent('office-tool-odd').terms;

test.each<[string, object]>([
  ['no timing', { ...ofParent('office-tool-odd'), terms: untimed }],
  ['a timing of nothing', ofParent('office-tool-odd', { timing: { ...TEST_TIMING, callTimeoutMs: 0 } })],
  ['a time without end', ofParent('office-tool-odd', { copyTimeoutMs: 1e300 })],
  ['no properties', ofParent('office-tool-odd', { sourceProperties: null })],
  ['a key that is none', ofParent('office-tool-odd', { copyKey: 7 })],
  ['evidence that is none', { ...ofParent('office-tool-odd'), previousRun: 'NOT_FOUND' }],
  ['evidence of no time', { ...ofParent('office-tool-odd'), previousRun: { status: 'NOT_FOUND' } }],
])('terms with %s are as none: the copy gets its own', async (_, input) => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool-odd'));
  const row = (await child(input, id)) as { outcome: string };
  expect(['copied', 'adopted']).toContain(row.outcome);
  expect(await creates('office-tool-odd')).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['no source', { ...ofParent('office-tool-bad'), source: undefined }],
  [
    'a destination of numbers',
    { ...ofParent('office-tool-bad'), destination: { regionId: 1, imageName: 2, shareWith: 3 } },
  ],
  [
    'accounts of numbers',
    { ...ofParent('office-tool-bad'), destination: { ...destination('office-tool-bad'), shareWith: [7] } },
  ],
  ['nothing', null],
  ['a name of a megabyte', ofParent('x'.repeat(1_000_000))],
  ['properties that are nested by the thousand', ofParent('office-tool-bad', { sourceProperties: nested(2_000) })],
])('%s ends as InvalidInput', async (_, input) => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool-bad'));
  await expect(child(input, id)).rejects.toMatchObject({ cause: { cause: { type: 'InvalidInput' } } });
});
