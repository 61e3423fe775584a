// What dies costs time, never a copy and never a duplicate: workers as processes, killed; runs terminated and repeated.
import { type DistributionHandle, ImageDistributor } from '../../src/client';
import { SCALED_DURATIONS } from '../../src/local/environment';
import type { LocalProcess } from '../../src/local/processes';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { startWorkerProcess } from '../../src/local/worker-process';
import { copyWorkflowId } from '../../src/shared/ids';
import { registerSearchAttributes } from '../../src/worker/search-attributes';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { interceptingProxy } from '../support/intercepting-proxy';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';

let temporal: TemporalServer;
let emulator: TestEmulator;
let distributor: ImageDistributor;
let worker: LocalProcess;

beforeAll(async () => {
  [temporal, emulator] = await Promise.all([startTemporalServer(), startTestEmulator({ copySeconds: 3 })]);
  await registerSearchAttributes(temporal.connection, 'default');
  distributor = new ImageDistributor(temporal.client);
  worker = start();
});
afterAll(async () => {
  const exitCode = await worker.stop();
  await temporal.close();
  await emulator.close();
  expect(exitCode).toBe(0);
});

function start(emulatorUrl = emulator.url) {
  return startWorkerProcess({ temporalAddress: temporal.address, emulatorUrl, environment: SCALED_DURATIONS });
}

async function creates(imageName: string) {
  return (await emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

async function terminate(run: DistributionHandle, imageName: string, regions: string[]) {
  const { workflow } = temporal.client;
  await workflow.getHandle(run.workflowId).terminate('power cut');
  for (const regionId of regions) {
    await workflow.getHandle(copyWorkflowId(GOLDEN, { regionId, imageName })).terminate('power cut');
  }
}

test('a worker killed with kill -9 during the copies and started again: one CopyImage each, all green', async () => {
  const regions = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen'];
  const input = request({ imageName: 'office-killed', destinations: regions.map((regionId) => ({ regionId })) });
  const run = await distributor.start(input);
  await waitFor(async () => (await creates('office-killed')).length === 3);
  await worker.kill9();
  worker = start();
  const { destinations } = await run.result();
  expect(destinations).toMatchObject(regions.map(() => ({ outcome: 'copied', sharedWith: ACCOUNTS, duplicates: [] })));
  expect(await creates('office-killed')).toHaveLength(3);
});

test('a run terminated during its copy and requested again at once adopts the copy', async () => {
  const input = request({ imageName: 'office-terminated' });
  const run = await distributor.start(input);
  const [create] = await waitFor(async () => {
    const calls = await creates('office-terminated');
    return calls.length > 0 && calls;
  });
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'waiting');
  await terminate(run, 'office-terminated', ['cn-shanghai']);
  const { destinations } = await (await distributor.start(input)).result();
  expect(destinations[0]).toMatchObject({ outcome: 'adopted', imageId: create?.imageId, sharedWith: ACCOUNTS });
  expect(await creates('office-terminated')).toHaveLength(1);
});

test('a run terminated while its CopyImage had no answer, and requested again at once, settles first', async () => {
  await worker.stop();
  // The call reaches the cloud after the termination, in the settle of the next run.
  const proxy = await interceptingProxy(emulator.url);
  const hold = proxy.hold({ isMatch: ({ action }) => action === 'CopyImage', at: 'request', count: 1 });
  worker = start(proxy.url);
  const input = request({ imageName: 'office-unanswered' });
  const run = await distributor.start(input);
  await hold.all();
  await terminate(run, 'office-unanswered', ['cn-shanghai']);
  const again = await distributor.start(input);
  await waitFor(async () => (await again.status()).destinations[0]?.phase === 'settling');
  expect(await creates('office-unanswered')).toEqual([]);
  hold.passOn();
  const { destinations } = await again.result();
  expect(destinations[0]).toMatchObject({ outcome: 'adopted', duplicates: [], sharedWith: ACCOUNTS });
  expect(await creates('office-unanswered')).toHaveLength(1);
  await worker.stop();
  await proxy.close();
});
