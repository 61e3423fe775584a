// What a run leaves behind when it is ended from outside, or by an operator's hand on an activity, is owed by whatever run
// comes next, however many came to nothing in between. The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { setTimeout as sleep } from 'node:timers/promises';
import { DistributionIncompleteError } from '../../src/client';
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { GOLDEN, request } from '../support/request';
import { TEST_TIMING } from '../support/timing';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.emulator.clearFaults();
  await world.emulator.settings({ descriptionLagSeconds: 0 });
});
afterAll(() => world.close());

const REGION = 'cn-shanghai';
const idOf = (imageName: string, regionId = REGION) => copyWorkflowId(GOLDEN, { regionId, imageName });
const copyOf = (imageName: string) => request({ imageName, shareWith: [], onNameTaken: 'copy' });
const run = (imageName: string) => world.temporal.client.workflow.getHandle(idOf(imageName));

async function imagesOf(imageName: string) {
  return (await world.emulator.images()).filter(({ image }) => image.Name === imageName);
}

async function rowOf(imageName: string) {
  const { destinations } = await (await world.distributor.start(copyOf(imageName))).result().catch((error: unknown) => {
    if (error instanceof DistributionIncompleteError) return error.result;
    throw error;
  });
  return destinations[0];
}

async function pendingActivity(imageName: string, name: string) {
  const described = await run(imageName)
    .describe()
    .catch(() => undefined);
  // A run that was terminated shows the activities that it had.
  if (described?.status.name !== 'RUNNING') return undefined;
  return described.raw.pendingActivities?.find(({ activityType }) => activityType?.name === name);
}

/** A call that took effect, whose run ends while nobody knows of it, and whose image never gets a description. */
async function leaveAnImage(imageName: string) {
  await world.emulator.settings({ descriptionLagSeconds: 100_000 });
  await world.emulator.faults([{ action: 'CopyImage', effect: 'drop-after', times: 1 }]);
  const distribution = await world.distributor.start(copyOf(imageName));
  await waitFor(async () => (await imagesOf(imageName)).length > 0);
  await run(imageName).terminate('a test');
  await distribution.result().catch(() => undefined);
  // Longer than a whole settle window.
  await sleep(1.5 * TEST_TIMING.settleWindowMs);
}

const between: [string, (imageName: string) => Promise<void>][] = [
  [
    'was refused',
    async (imageName) => {
      const destination = { regionId: REGION, imageName, shareWith: ['0'] };
      const { workflow } = world.temporal.client;
      const args = [{ source: GOLDEN, destination }];
      const start = { workflowId: idOf(imageName), taskQueue: TASK_QUEUE, args };
      await expect(workflow.execute('copyAndShareImage', start)).rejects.toMatchObject({
        cause: { type: 'InvalidInput' },
      });
    },
  ],
  [
    'was ended before its first task',
    async (imageName) => {
      const start = { workflowId: idOf(imageName), taskQueue: 'nobody works here', args: [{}] };
      await (await world.temporal.client.workflow.start('copyAndShareImage', start)).terminate('a test');
    },
  ],
  [
    'was terminated in its first look',
    async (imageName) => {
      await world.emulator.faults([{ action: 'DescribeImages', regionId: REGION, effect: 'hang', ms: 30_000 }]);
      const distribution = await world.distributor.start(copyOf(imageName));
      await waitFor(() => pendingActivity(imageName, 'settleCopy'));
      await run(imageName).terminate('a test');
      await distribution.result().catch(() => undefined);
      await world.emulator.clearFaults();
    },
  ],
];

test.each(between)('a copy without a description is one image, though the run after it %s', async (what, come) => {
  const imageName = `office-${what.replaceAll(' ', '-')}`;
  await leaveAnImage(imageName);
  await come(imageName);
  // Visibility is seconds late.
  await sleep(1_000);
  const [image] = await imagesOf(imageName);
  expect(await rowOf(imageName)).toMatchObject({
    imageId: image?.image.ImageId,
    error: { type: 'CopyOutcomeUnknown' },
  });
  expect(await imagesOf(imageName)).toHaveLength(1);
});

test('a settle that an operator fails is left to the next run', async () => {
  const imageName = 'office-failed-by-hand';
  await world.emulator.faults([{ action: 'CopyImage', effect: 'apply-late', ms: 3_000, times: 1 }]);
  const distribution = await world.distributor.start(copyOf(imageName));
  const settle = await waitFor(() => pendingActivity(imageName, 'settleCopy'));
  await world.temporal.client.workflowService.respondActivityTaskFailedById({
    namespace: 'default',
    workflowId: idOf(imageName),
    activityId: settle.activityId ?? '',
    failure: { message: 'failed by hand', applicationFailureInfo: { type: 'ByHand', nonRetryable: true } },
  });
  await expect(distribution.result()).rejects.toMatchObject({
    result: { destinations: [{ error: { type: 'CopyOutcomeUnknown' } }] },
  });
  expect(await rowOf(imageName)).toMatchObject({ outcome: 'adopted' });
  expect(await imagesOf(imageName)).toHaveLength(1);
});

test('a cancelled copy whose run is deleted does not keep its distribution from its end', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  const imageName = 'office-deleted-run';
  const { client } = world.temporal;
  const destinations = [{ regionId: REGION }, { regionId: 'cn-beijing' }];
  const distribution = await world.distributor.start({ ...copyOf(imageName), destinations });
  await waitFor(async () => (await imagesOf(imageName)).length === 2);
  await run(imageName).cancel();
  await expect(run(imageName).result()).rejects.toThrow();
  await client.workflowService.deleteWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: idOf(imageName) },
  });
  const isGone = () =>
    run(imageName)
      .describe()
      .then(
        () => false,
        () => true,
      );
  // Temporal deletes in its own time.
  await waitFor(isGone, 60_000);
  await distribution.cancel();
  await expect(distribution.result()).rejects.toMatchObject({
    result: { destinations: [{ outcome: 'cancelled' }, { outcome: 'cancelled' }] },
  });
});
