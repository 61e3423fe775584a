// One owner per copy: however it is started, by whom and how often, there is one CopyImage.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TEMPORAL_CLI } from '../../src/local/temporal-server';
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

const run = promisify(execFile);
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

function startByHand(input: unknown, imageName: string) {
  return world.temporal.client.workflow.start('copyAndShareImage', {
    workflowId: copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName }),
    taskQueue: TASK_QUEUE,
    args: [input],
  });
}

test('50 clients start the same request at once: one run, one CopyImage', async () => {
  const input = request({ imageName: 'office-50' });
  const runs = await Promise.all(Array.from({ length: 50 }, () => world.distributor.start(input)));
  expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
  expect(runs.filter(({ attached }) => !attached)).toHaveLength(1);
  await Promise.all(runs.map((run) => run.result()));
  expect(await creates('office-50')).toHaveLength(1);
});

test('two requests that want the same copy: one CopyImage, both green, both sets of accounts shared', async () => {
  const [a, b] = ['1111111111111111', '2222222222222222'];
  const runs = await Promise.all(
    [a, b].map((account) => world.distributor.start(request({ imageName: 'office-two', shareWith: [account ?? ''] }))),
  );
  const rows = await Promise.all(runs.map(async (run) => (await run.result()).destinations[0]));
  expect(rows.map((row) => row?.outcome).sort()).toEqual(['adopted', 'copied']);
  expect(rows.map((row) => row?.sharedWith)).toEqual([[a], [b]]);
  expect(await creates('office-two')).toHaveLength(1);
  const copy = (await world.emulator.images()).find(({ image }) => image.Name === 'office-two');
  expect([...(copy?.sharedWith ?? [])].sort()).toEqual([a, b]);
});

test('a request id that belongs to other input is refused while its run is under way', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  const first = await world.distributor.start(request({ imageName: 'office-id' }), { requestId: 'ticket-1' });
  const other = world.distributor.start(request({ imageName: 'office-other' }), { requestId: 'ticket-1' });
  await expect(other).rejects.toMatchObject({ name: 'RequestIdConflictError' });
  await waitFor(async () => (await creates('office-id')).length === 1);
  await first.cancel();
  await first.result().catch(() => undefined);
  await world.emulator.settings({ copySeconds: 1 });
  expect(await creates('office-other')).toEqual([]);
});

test('a copy started by hand gets terms of its own, with the same checks', async () => {
  const destination = { regionId: 'cn-shanghai', imageName: 'office-hand', shareWith: ACCOUNTS };
  const byHand = await startByHand({ source: GOLDEN, destination }, 'office-hand');
  expect(await byHand.result()).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS });
  for (const input of [undefined, {}, { source: GOLDEN, destination: { ...destination, shareWith: [7] } }]) {
    const refused = await startByHand(input, 'office-bad');
    await expect(refused.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
  }
  expect(await creates('office-bad')).toEqual([]);
});

test('a copy started by hand under another id is refused with the id that it must have, and nothing is written', async () => {
  const destination = { regionId: 'cn-shanghai', imageName: 'office-elsewhere', shareWith: null };
  const wanted = copyWorkflowId(GOLDEN, destination);
  const run = await world.temporal.client.workflow.start('copyAndShareImage', {
    workflowId: `${wanted}-2026-11-24T00:00:00Z`,
    taskQueue: TASK_QUEUE,
    args: [{ source: GOLDEN, destination }],
  });
  await expect(run.result()).rejects.toMatchObject({
    cause: { type: 'InvalidInput', message: expect.stringContaining(wanted) },
  });
  expect(await creates('office-elsewhere')).toEqual([]);
});

test('terms and evidence count from a parent only; null instead of no accounts copies only', async () => {
  const destination = { regionId: 'cn-shanghai', imageName: 'office-null', shareWith: null };
  const previousRun = { checkedAt: Date.now() + 60_000, status: 'NOT_FOUND' };
  for (const terms of [null, 7, {}, { copyKey: 'forged', timing: { settleWindowMs: 1 }, copyTimeoutMs: 1 }]) {
    const run = await startByHand({ source: GOLDEN, destination, terms, previousRun }, 'office-null');
    expect(await run.result()).toMatchObject({ outcome: expect.stringMatching(/copied|adopted/), sharedWith: [] });
  }
  const made = await creates('office-null');
  expect(made.map(({ params }) => params.DestinationDescription)).toEqual([expect.not.stringContaining('forged')]);
});

test.each<[string, unknown]>([
  ['null', null],
  ['a number', 7],
  ['a list', []],
  ['a text', 'office'],
  ['no destination', { source: GOLDEN }],
  ['no source', { destination: { regionId: 'cn-shanghai', imageName: 'office-bad', shareWith: [] } }],
  ['null for both', { source: null, destination: null, terms: {}, previousRun: null }],
  ['an unknown field', { source: GOLDEN, destination: { regionId: 'cn-shanghai', imageName: 'office-bad' }, plan: {} }],
])('bad input by hand ends the run as InvalidInput: %s', async (_, input) => {
  const run = await startByHand(input, 'office-bad');
  await expect(run.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
});

test('a run that was reset with its CopyImage under way settles before it creates', async () => {
  const { copyImage } = world.ecd;
  const { workflow } = world.temporal.client;
  let isSent = false;
  world.ecd.copyImage = async (copy, options) => {
    isSent = true;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return copyImage(copy, options);
  };
  const started = await world.distributor.start(request({ imageName: 'office-reset' }));
  await waitFor(() => isSent);
  const workflowId = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'office-reset' });
  const reset = [
    'workflow',
    'reset',
    '--address',
    world.temporal.address,
    '--workflow-id',
    workflowId,
    '--event-id',
    '4',
  ];
  await run(TEMPORAL_CLI, [...reset, '--reason', 'a test']);
  const row = await workflow.getHandle(workflowId).result();
  world.ecd.copyImage = copyImage;
  await started.result().catch(() => undefined);
  expect(row).toMatchObject({ outcome: 'adopted', duplicates: [], sharedWith: ACCOUNTS });
  expect(await creates('office-reset')).toHaveLength(1);
});
