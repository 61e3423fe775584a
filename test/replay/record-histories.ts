// Records the histories that replay.test.ts replays: `npm run record:histories`, after a change of the workflows that
// running ones need not survive. Not a test: jest is its runner for the sake of TypeScript.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { copyWorkflowId } from '../../src/shared/ids';
import { GOLDEN, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** What a machine leaves in a history and no replay reads. */
const OF_THE_MACHINE = new Set(['identity', 'stackTrace']);

async function record(name: string, workflowId: string): Promise<void> {
  const history = await world.temporal.client.workflow.getHandle(workflowId).fetchHistory();
  const text = JSON.stringify(
    JSON.parse(historyToJSON(history)),
    (key, value) => (OF_THE_MACHINE.has(key) ? '' : value),
    1,
  );
  writeFileSync(join(__dirname, 'histories', `${name}.json`), `${text}\n`);
}

function copyId(regionId: string, imageName: string): string {
  return copyWorkflowId(GOLDEN, { regionId, imageName });
}

const to = (...regions: string[]) => regions.map((regionId) => ({ regionId }));

test('green', async () => {
  const run = await world.distributor.start(
    request({ imageName: 'recorded-green', destinations: to('cn-shanghai', 'cn-beijing') }),
  );
  await run.result();
  await record('distribution-green', run.workflowId);
  await record('copy-green', copyId('cn-shanghai', 'recorded-green'));
});

test('partial', async () => {
  await world.emulator.faults([{ action: 'CopyImage', destinationRegionId: 'cn-beijing', effect: 'create-failed' }]);
  const run = await world.distributor.start(
    request({ imageName: 'recorded-partial', destinations: to('cn-shanghai', 'cn-beijing', 'cn-nowhere') }),
  );
  await run.result().catch(() => undefined);
  await record('distribution-partial', run.workflowId);
  await record('copy-failed', copyId('cn-beijing', 'recorded-partial'));
  await world.emulator.clearFaults();
});

test('cancelled', async () => {
  await world.emulator.settings({ copySeconds: 600 });
  const run = await world.distributor.start(request({ imageName: 'recorded-cancelled' }));
  await waitFor(async () => (await run.status()).destinations[0]?.phase === 'waiting');
  await run.cancel();
  await run.result().catch(() => undefined);
  await record('distribution-cancelled', run.workflowId);
  await record('copy-cancelled', copyId('cn-shanghai', 'recorded-cancelled'));
  await world.emulator.settings({ copySeconds: 1 });
});

test('settled', async () => {
  const { copyImage } = world.ecd;
  await world.emulator.settings({ visibilityLagSeconds: 1 });
  world.ecd.copyImage = async (copy, options) => {
    await copyImage(copy, options);
    throw new Error('the answer was lost');
  };
  await (await world.distributor.start(request({ imageName: 'recorded-settled' }))).result();
  await record('copy-settled', copyId('cn-shanghai', 'recorded-settled'));
  world.ecd.copyImage = copyImage;
  await world.emulator.settings({ visibilityLagSeconds: 0 });
});
