// What operators do to runs under way, from the web UI or the Temporal CLI, costs no second image.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast; an attempt of attemptCopy times out after 8.
import { setTimeout as sleep } from 'node:timers/promises';
import { copyWorkflowId } from '../../src/shared/ids';
import { GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
let copyImage: World['ecd']['copyImage'];
beforeAll(async () => {
  world = await startWorld();
  copyImage = world.ecd.copyImage;
});
afterEach(() => {
  world.ecd.copyImage = copyImage;
});
afterAll(() => world.close());

const idOf = (imageName: string) => copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName });

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

/** The next CopyImage leaves its worker only after `ms`, and then is sent all the same. */
function holdNextCall(ms: number): () => boolean {
  let isHeld = false;
  world.ecd.copyImage = async (copy, options) => {
    if (isHeld) return copyImage(copy, options);
    isHeld = true;
    await sleep(ms);
    return copyImage(copy, options);
  };
  return () => isHeld;
}

test('attemptCopy is given a second attempt: it settles what the first one sends late', async () => {
  const isHeld = holdNextCall(9_500);
  const run = await world.distributor.start(request({ imageName: 'office-second' }));
  await waitFor(isHeld);
  const { client } = world.temporal;
  const { raw } = await client.workflow.getHandle(idOf('office-second')).describe();
  const [attempt] = raw.pendingActivities ?? [];
  await client.workflowService.updateActivityOptions({
    namespace: 'default',
    execution: { workflowId: idOf('office-second') },
    id: attempt?.activityId ?? null,
    activityOptions: { retryPolicy: { maximumAttempts: 5 } },
    updateMask: { paths: ['retryPolicy.maximumAttempts'] },
  });
  const { destinations } = await run.result();
  expect(destinations).toMatchObject([{ outcome: 'copied', duplicates: [] }]);
  expect(await creates('office-second')).toHaveLength(1);
});

test('an older run is reset to its end while a newer one has a call under way: the next one settles that call', async () => {
  const { workflow, workflowService } = world.temporal.client;
  const input = request({ imageName: 'office-older' });
  await world.emulator.faults([{ action: 'CopyImage', nth: 1, effect: 'create-failed' }]);
  await (await world.distributor.start(input)).result().catch(() => undefined);
  await world.emulator.clearFaults();
  const older = await workflow.getHandle(idOf('office-older')).describe();
  const isHeld = holdNextCall(2_000);
  const newer = await world.distributor.start(input);
  await waitFor(isHeld);
  const { events } = await workflow.getHandle(idOf('office-older'), older.runId).fetchHistory();
  const tasks = (events ?? []).filter(
    ({ workflowTaskCompletedEventAttributes }) => workflowTaskCompletedEventAttributes,
  );
  await workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: idOf('office-older'), runId: older.runId },
    workflowTaskFinishEventId: tasks.at(-1)?.eventId ?? null,
    reason: 'a test',
    requestId: 'office-older-reset',
  });
  await workflow.getHandle(newer.workflowId).terminate('its child was ended by the reset');
  const { destinations } = await (await world.distributor.start(input)).result();
  expect(destinations).toMatchObject([{ outcome: 'adopted', duplicates: [] }]);
  // The one that failed, and the one that was under way.
  expect(await creates('office-older')).toHaveLength(2);
});
