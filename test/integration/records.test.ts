// What the runs of a copy keep on record for the next one: where descriptions never come, and whoever started a run.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { DistributionIncompleteError } from '../../src/client';
import type { DestinationResult } from '../../src/shared/distribution';
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { GOLDEN, request } from '../support/request';
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

const NEVER_SECONDS = 100_000;

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

/** The row of a run that copies, whoever has the name. */
async function rowOf(imageName: string): Promise<DestinationResult | undefined> {
  const input = request({ imageName, shareWith: [], onNameTaken: 'copy', copyTimeout: '20s' });
  const { destinations } = await (await world.distributor.start(input)).result().catch((error: unknown) => {
    if (error instanceof DistributionIncompleteError) return error.result;
    throw error;
  });
  return destinations[0];
}

test('a copy whose description never comes is one image, also after a run that came to nothing', async () => {
  await world.emulator.settings({ descriptionLagSeconds: NEVER_SECONDS });
  const first = await rowOf('office-undescribed');
  expect(first).toMatchObject({ error: { type: 'MarkerNotKept' } });
  const denied = { effect: 'error', status: 403, code: 'NoPermission' } as const;
  await world.emulator.faults([{ action: 'DescribeImages', regionId: 'cn-shanghai', ...denied }]);
  expect(await rowOf('office-undescribed')).toMatchObject({ error: { type: 'NoPermission' } });
  await world.emulator.clearFaults();
  const third = await rowOf('office-undescribed');
  expect(third).toMatchObject({ imageId: first?.imageId, error: { type: 'MarkerNotKept' } });
  expect(await creates('office-undescribed')).toHaveLength(1);
});

test('a run that is ended before its first task loses no record', async () => {
  await world.emulator.settings({ descriptionLagSeconds: NEVER_SECONDS });
  const first = await rowOf('office-unworked');
  const workflowId = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'office-unworked' });
  const { workflow } = world.temporal.client;
  const unworked = await workflow.start('copyAndShareImage', {
    workflowId,
    taskQueue: 'nobody works here',
    args: [{}],
  });
  await unworked.terminate('a test');
  // Visibility is a moment late.
  await sleep(1_000);
  expect(await rowOf('office-unworked')).toMatchObject({ imageId: first?.imageId, error: { type: 'MarkerNotKept' } });
  expect(await creates('office-unworked')).toHaveLength(1);
});

test('an image that is probably the copy of a lost call keeps every later run from making another', async () => {
  await world.emulator.settings({ descriptionLagSeconds: NEVER_SECONDS });
  await world.emulator.faults([{ action: 'CopyImage', effect: 'drop-after', times: 1 }]);
  const rows = [await rowOf('office-suspect'), await rowOf('office-suspect'), await rowOf('office-suspect')];
  const [suspect] = (await world.emulator.images()).filter(({ image }) => image.Name === 'office-suspect');
  const unknown = { imageId: suspect?.image.ImageId, error: { type: 'CopyOutcomeUnknown' } };
  expect(rows).toMatchObject([unknown, unknown, unknown]);
  expect(await creates('office-suspect')).toHaveLength(1);
});

test('a phase that a starter set is not believed: the next run settles what the one before left under way', async () => {
  const { copyImage } = world.ecd;
  const { workflow } = world.temporal.client;
  const workflowId = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'office-preset' });
  let isHeld = false;
  world.ecd.copyImage = async (copy, options) => {
    if (isHeld) return copyImage(copy, options);
    isHeld = true;
    await sleep(2_500);
    return copyImage(copy, options);
  };
  const run = await world.distributor.start(request({ imageName: 'office-preset' }));
  await waitFor(() => isHeld);
  await workflow.getHandle(workflowId).terminate('a test');
  await run.result().catch(() => undefined);
  const preset = (name: string, value: string) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  });
  const refused = await workflow.start('copyAndShareImage', {
    workflowId,
    taskQueue: TASK_QUEUE,
    args: [{}],
    typedSearchAttributes: [preset('EcdPhase', 'copying'), preset('EcdImageId', 'm-golden0office2026')],
  });
  await expect(refused.result()).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
  const { destinations } = await (await world.distributor.start(request({ imageName: 'office-preset' }))).result();
  world.ecd.copyImage = copyImage;
  expect(destinations).toMatchObject([{ outcome: 'adopted', duplicates: [] }]);
  expect(await creates('office-preset')).toHaveLength(1);
});

test('the record that a starter presets counts for nothing where its run never came to its tasks', async () => {
  const { value } = await world.ecd.copyImage(
    {
      regionId: GOLDEN.regionId,
      imageId: GOLDEN.imageId,
      destinationRegionId: 'cn-shanghai',
      destinationImageName: 'somebody-elses',
      destinationDescription: 'not ours',
    },
    { date: new Date() },
  );
  const preset = (name: string, text: string) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value: text,
  });
  const start = await world.temporal.client.workflow.start('copyAndShareImage', {
    workflowId: copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'office-preset-record' }),
    taskQueue: 'nobody works here',
    args: [{}],
    typedSearchAttributes: [preset('EcdPhase', 'copying'), preset('EcdImageId', value.imageId)],
  });
  await start.terminate('a test');
  expect(await rowOf('office-preset-record')).toMatchObject({ outcome: 'copied' });
});
