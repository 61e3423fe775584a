// Started, followed and cancelled with curl on the Temporal server's HTTP API, and by a Schedule of the temporal CLI:
// no SDK, and only the four required fields.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TEMPORAL_CLI } from '../../src/local/temporal-server';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { request } from '../support/request';
import { testWith } from '../support/tools';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

const run = promisify(execFile);
const curlTest = testWith('curl');
let world: World;
let api: string;
beforeAll(async () => {
  world = await startWorld();
  api = `${world.temporal.httpUrl}/api/v1/namespaces/default`;
});
afterAll(() => world.close());

type Json = Record<string, unknown>;

async function curl(path: string, body?: object): Promise<Json> {
  const data = body ? ['-X', 'POST', '-H', 'content-type: application/json', '-d', JSON.stringify(body)] : [];
  const { stdout } = await run('curl', ['-sS', '--fail-with-body', ...data, `${api}${path}`]);
  return JSON.parse(stdout);
}

function start(id: string, input: object) {
  return curl(`/workflows/${id}`, {
    workflowType: { name: 'distributeImage' },
    taskQueue: { name: TASK_QUEUE },
    workflowIdConflictPolicy: 'WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING',
    input: [input],
  });
}

async function closeEvent(id: string): Promise<Json> {
  const { history } = await curl(
    `/workflows/${id}/history?historyEventFilterType=HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT&waitNewEvent=true`,
  );
  const [event] = (history as { events: Json[] }).events;
  if (!event) throw new Error('the run has not ended');
  return event;
}

curlTest('green: the result table is in the close event', async () => {
  await start('curl-green', request({ imageName: 'curl-green' }));
  const event = await closeEvent('curl-green');
  expect(event).toMatchObject({
    workflowExecutionCompletedEventAttributes: {
      result: [{ destinations: [{ regionId: 'cn-shanghai', outcome: 'copied' }] }],
    },
  });
});

curlTest('copy only: the server makes null of an empty list, and it means the same', async () => {
  const destinations = [{ regionId: 'cn-shanghai', shareWith: [] }, { regionId: 'cn-beijing' }];
  await start('curl-unshared', request({ imageName: 'curl-unshared', destinations }));
  await closeEvent('curl-unshared');
  await start('curl-copy-only', request({ imageName: 'curl-copy-only', shareWith: [] }));
  await closeEvent('curl-copy-only');
  const copies = (await world.emulator.images()).filter(({ image }) => /^curl-(unshared|copy-only)$/.test(image.Name));
  const shares = copies.map(({ image, regionId, sharedWith }) => [image.Name, regionId, sharedWith.length]);
  expect(shares.sort()).toEqual([
    ['curl-copy-only', 'cn-shanghai', 0],
    ['curl-unshared', 'cn-beijing', 3],
    ['curl-unshared', 'cn-shanghai', 0],
  ]);
});

curlTest('red: the same table is in the failure’s details', async () => {
  await start('curl-red', request({ imageName: 'curl-red', destinations: [{ regionId: 'cn-nowhere' }] }));
  expect(await closeEvent('curl-red')).toMatchObject({
    workflowExecutionFailedEventAttributes: {
      failure: {
        applicationFailureInfo: {
          type: 'DistributionIncomplete',
          details: [{ destinations: [{ regionId: 'cn-nowhere', outcome: 'refused' }] }],
        },
      },
    },
  });
});

curlTest.each<[string, unknown[]]>([
  ['no input', []],
  ['null', [null]],
  ['a text', ['cn-hangzhou']],
  ['an unknown field', [{ ...request(), deleteFailedCopies: true }]],
])('bad input ends the run at once, with every finding in the message: %s', async (name, input) => {
  const id = `curl-bad-${name.replaceAll(' ', '-')}`;
  await curl(`/workflows/${id}`, { workflowType: { name: 'distributeImage' }, taskQueue: { name: TASK_QUEUE }, input });
  expect(await closeEvent(id)).toMatchObject({
    workflowExecutionFailedEventAttributes: { failure: { applicationFailureInfo: { type: 'InvalidInput' } } },
  });
});

curlTest('a payload that nobody can decode ends the run as bad input, too', async () => {
  const header = 'content-type: application/json+no-payload-shorthand';
  const data = JSON.stringify({
    workflowType: { name: 'distributeImage' },
    taskQueue: { name: TASK_QUEUE },
    input: { payloads: [{ metadata: { encoding: btoa('json/protobuf') }, data: btoa('{}') }] },
  });
  await run('curl', ['-sS', '--fail-with-body', '-X', 'POST', '-H', header, '-d', data, `${api}/workflows/curl-coded`]);
  expect(await closeEvent('curl-coded')).toMatchObject({
    workflowExecutionFailedEventAttributes: { failure: { applicationFailureInfo: { type: 'InvalidInput' } } },
  });
});

curlTest('cancelled: the same table is in the memo', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  await start('curl-cancelled', request({ imageName: 'curl-cancelled' }));
  await waitFor(async () => (await world.emulator.images()).some(({ image }) => image.Name === 'curl-cancelled'));
  await curl('/workflows/curl-cancelled/cancel', {});
  expect(await closeEvent('curl-cancelled')).toHaveProperty('workflowExecutionCanceledEventAttributes');
  await world.emulator.settings({ copySeconds: 1 });
  const { workflowExecutionInfo } = await curl('/workflows/curl-cancelled');
  expect(workflowExecutionInfo).toMatchObject({
    memo: { fields: { result: { destinations: [{ regionId: 'cn-shanghai', outcome: 'cancelled' }] } } },
  });
});

curlTest('the query status is answered over HTTP', async () => {
  const answer = await curl('/workflows/curl-green/query/status', { query: { queryType: 'status' } });
  expect(answer).toMatchObject({ queryResult: [{ destinations: [{ phase: 'done', outcome: 'copied' }] }] });
});

curlTest('a Schedule made with the temporal CLI starts it', async () => {
  const input = JSON.stringify(request({ imageName: 'scheduled' }));
  const connection = ['--address', world.temporal.address, '--namespace', 'default'];
  await run(TEMPORAL_CLI, [
    'schedule',
    'create',
    ...connection,
    ...['--schedule-id', 'golden-nightly', '--cron', '0 3 * * *', '--catchup-window', '1h', '--pause-on-failure'],
    ...['--type', 'distributeImage', '--workflow-id', 'golden-nightly', '--task-queue', TASK_QUEUE],
    ...['--input', input],
  ]);
  await run(TEMPORAL_CLI, ['schedule', 'trigger', ...connection, '--schedule-id', 'golden-nightly']);
  const copy = await waitFor(async () =>
    (await world.emulator.images()).find(
      ({ image, sharedWith }) => image.Name === 'scheduled' && sharedWith.length === 3,
    ),
  );
  expect(copy.image.Status).toBe('Available');
});
