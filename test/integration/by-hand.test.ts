// Starts by hand that no query and no id was made for: each run ends by itself, with its reason.
import { DistributionIncompleteError } from '../../src/client';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { GOLDEN, request } from '../support/request';
import { startUnchecked } from '../support/start-unchecked';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** How often a run stumbled: a failed workflow task is tried again for ever. */
async function failedTasks(workflowId: string): Promise<number> {
  const { events } = await world.temporal.client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).filter(({ workflowTaskFailedEventAttributes: failed }) => failed).length;
}

test('a copy under an id with a backslash and a quote ends as InvalidInput', async () => {
  const destination = { regionId: 'cn-shanghai', imageName: 'office-quote', shareWith: [] };
  const workflowId = 'copy\\of "office" \\" OR WorkflowId != "';
  const run = await world.temporal.client.workflow.start('copyAndShareImage', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ source: GOLDEN, destination }],
  });
  await expect(run.result()).rejects.toMatchObject({
    cause: { type: 'InvalidInput', message: expect.stringContaining('workflow id: ') },
  });
  expect(await failedTasks(workflowId)).toBe(0);
  expect(await world.emulator.ledger('CopyImage')).toEqual([]);
});

test('to all regions with a name of 128 Chinese characters: every row is refused, and the run ends', async () => {
  const input = request({ destinations: 'all', imageName: '办'.repeat(128) });
  for (const run of [await startUnchecked(world.temporal.client, input), await world.distributor.start(input)]) {
    const error = await run.result().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DistributionIncompleteError);
    const { destinations } = (error as DistributionIncompleteError).result;
    expect(destinations.length).toBeGreaterThanOrEqual(8);
    for (const row of destinations) expect(row).toMatchObject({ outcome: 'refused', error: { type: 'InvalidInput' } });
    expect(await failedTasks(run.workflowId)).toBe(0);
  }
  expect(await world.emulator.ledger('CopyImage')).toEqual([]);
});
