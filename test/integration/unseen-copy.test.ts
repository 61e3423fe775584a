// A run that fails after CopyImage was answered and before its image is visible: the same request again must find it.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { DistributionIncompleteError } from '../../src/client';
import { EcdError } from '../../src/ecd';
import { ACCOUNTS, request } from '../support/request';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
beforeEach(async () => {
  world = await startWorld({ copySeconds: 0.5 });
  await world.emulator.settings({ visibilityLagSeconds: 3 });
});
afterEach(() => world.close());

async function isAdoptedByTheNextRun(imageId: string | undefined): Promise<void> {
  const { destinations } = await (await world.distributor.start(request())).result();
  expect(destinations[0]).toMatchObject({ outcome: 'adopted', imageId, sharedWith: ACCOUNTS, duplicates: [] });
  expect(await world.emulator.ledger('CopyImage')).toHaveLength(1);
}

async function failedRow(input = request()) {
  const error = await (await world.distributor.start(input)).result().catch((reason: unknown) => reason);
  if (!(error instanceof DistributionIncompleteError)) throw error;
  return error.result.destinations[0];
}

test('its first read was refused for good', async () => {
  const { describeImages } = world.ecd;
  world.ecd.describeImages = async (read) => {
    if (read.regionId !== 'cn-shanghai') return describeImages(read);
    world.ecd.describeImages = describeImages;
    const failure = { what: 'refused', kind: 'other', code: 'Refused', retryable: false, hint: 'none' } as const;
    throw new EcdError({ action: 'DescribeImages', regionId: read.regionId }, { ...failure, outcome: 'not-applied' });
  };
  const row = await failedRow();
  expect(row).toMatchObject({ outcome: 'failed', error: { type: 'CallFailed', code: 'Refused' } });
  await isAdoptedByTheNextRun(row?.imageId);
});

test('its time was up', async () => {
  const row = await failedRow(request({ copyTimeout: '1s' }));
  expect(row).toMatchObject({ outcome: 'failed', error: { type: 'CopyNotShown' } });
  await isAdoptedByTheNextRun(row?.imageId);
});

test('the cancel of its copy was refused for good', async () => {
  world.ecd.cancelCopyImage = async ({ regionId }) => {
    const failure = { what: 'refused', kind: 'denied', code: 'NoPermission', retryable: false, hint: 'none' } as const;
    throw new EcdError({ action: 'CancelCopyImage', regionId }, { ...failure, outcome: 'not-applied' });
  };
  await world.emulator.settings({ copySeconds: 12 });
  const run = await world.distributor.start(request());
  await waitFor(async () => (await world.emulator.ledger('CopyImage')).length === 1);
  await run.cancel();
  await run.result().catch(() => undefined);
  const [create] = await world.emulator.ledger('CopyImage');
  await isAdoptedByTheNextRun(create?.imageId);
});
