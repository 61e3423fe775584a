// One bad destination never stops, hides or loses another's result.
import { statusAction } from '../../src/cli/actions/status';
import { ExitCode } from '../../src/cli/exit-code';
import { DistributionIncompleteError } from '../../src/client';
import type { DistributionResult } from '../../src/shared/distribution';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { startUnchecked } from '../support/start-unchecked';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function redResult(promise: Promise<unknown>): Promise<DistributionResult> {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DistributionIncompleteError);
  return (error as DistributionIncompleteError).result;
}

test('a failed copy, an unknown region and a foreign image of the name: the others are copied and shared', async () => {
  await world.emulator.faults([{ action: 'CopyImage', destinationRegionId: 'cn-beijing', effect: 'create-failed' }]);
  await world.ecd.copyImage({
    regionId: GOLDEN.regionId,
    imageId: GOLDEN.imageId,
    destinationRegionId: 'cn-shenzhen',
    destinationImageName: 'office-2026-11',
    destinationDescription: 'made by hand',
  });
  const regions = ['cn-beijing', 'cn-nowhere', 'cn-shenzhen', 'cn-shanghai', 'ap-southeast-1'];
  const input = request({ destinations: regions.map((regionId) => ({ regionId })) });
  const run = await world.distributor.start(input);
  const { destinations } = await redResult(run.result());

  expect(destinations).toMatchObject([
    { outcome: 'failed', error: { type: 'CreateFailed', code: 'CreateFailed', hint: expect.any(String) } },
    { outcome: 'refused', error: { type: 'RegionUnknown', hint: expect.any(String) } },
    { outcome: 'failed', error: { type: 'NameTaken', hint: expect.any(String) } },
    { outcome: 'copied', sharedWith: ACCOUNTS },
    { outcome: 'copied', sharedWith: ACCOUNTS },
  ]);
  expect(destinations.map(({ regionId }) => regionId)).toEqual(regions);
  expect(destinations[0]?.imageId).toBeDefined();
  expect(destinations[0]?.requestIds.copy).toBeDefined();
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await statusAction(run.workflowId, { address: world.temporal.address })).toBe(ExitCode.SomeFailed);
  jest.restoreAllMocks();
});

test('what the cloud refuses carries its code and RequestId', async () => {
  await world.emulator.settings({ sharesPerImage: 2 });
  const input = request({ imageName: 'office-limits' });
  const { destinations } = await redResult((await world.distributor.start(input)).result());
  const refused = (await world.emulator.ledger('ModifyImagePermission')).at(-1);
  expect(destinations[0]).toMatchObject({
    outcome: 'failed',
    imageId: expect.stringMatching(/^m-/),
    error: { type: 'CallFailed', code: expect.any(String), requestId: refused?.requestId, hint: expect.any(String) },
  });
  await world.emulator.settings({ sharesPerImage: 50 });
  const again = await (await world.distributor.start(input)).result();
  expect(again.destinations[0]).toMatchObject({ outcome: 'adopted', sharedWith: ACCOUNTS });
});

test('an image that is shared in part says with whom it is', async () => {
  await world.emulator.settings({ sharesPerImage: 10 });
  const shareWith = Array.from({ length: 11 }, (_, index) => `${2_000 + index}`);
  const input = request({ imageName: 'office-in-part', shareWith });
  const { destinations } = await redResult((await world.distributor.start(input)).result());
  expect(destinations[0]).toMatchObject({
    outcome: 'failed',
    sharedWith: shareWith.slice(0, 10),
    requestIds: { share: [expect.any(String)] },
    error: { code: 'QuotaExceed.Share' },
  });
  await world.emulator.settings({ sharesPerImage: 50 });
});

test('an account that is never read back is named, and the others are told as shared', async () => {
  const { modifyImagePermission } = world.ecd;
  const forgotten = ACCOUNTS[2];
  world.ecd.modifyImagePermission = ({ addAccounts, ...image }, options) => {
    const taken = addAccounts.filter((account) => account !== forgotten);
    return modifyImagePermission({ ...image, addAccounts: taken.length > 0 ? taken : ACCOUNTS.slice(0, 1) }, options);
  };
  const { destinations } = await redResult(
    (await world.distributor.start(request({ imageName: 'office-unread' }))).result(),
  );
  world.ecd.modifyImagePermission = modifyImagePermission;
  expect(destinations[0]).toMatchObject({
    outcome: 'failed',
    sharedWith: ACCOUNTS.slice(0, 2),
    error: { type: 'ShareIncomplete', message: expect.stringContaining(`1 of 3 accounts: ${forgotten}`) },
  });
});

test('a copy that stands still fails at its deadline and is adopted by the next run', async () => {
  // A deadline of 2 s stands for the 6 h of the default.
  await world.emulator.faults([{ action: 'CopyImage', effect: 'stuck', times: 1 }]);
  const input = request({ imageName: 'office-stuck', copyTimeout: '2s' });
  const { destinations } = await redResult((await world.distributor.start(input)).result());
  expect(destinations[0]).toMatchObject({ outcome: 'failed', error: { type: 'CopyTimedOut' } });
  await world.emulator.clearFaults();
  const again = await redResult((await world.distributor.start(input)).result());
  expect(again.destinations[0]).toMatchObject({ imageId: destinations[0]?.imageId, error: { type: 'CopyTimedOut' } });
  expect(
    (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === 'office-stuck'),
  ).toHaveLength(1);
});

test('a source region that the service does not know is bad input', async () => {
  const run = await world.distributor.start(request({ source: { ...GOLDEN, regionId: 'cn-mars' } }));
  await expect(run.result()).rejects.toMatchObject({
    name: 'InvalidInputError',
    findings: [expect.stringContaining('source.regionId: the service does not know the region cn-mars')],
  });
});

test('bad input fails the run at once and nothing is written, whoever started it', async () => {
  const before = (await world.emulator.ledger()).length;
  const started = await startUnchecked(world.temporal.client, { ...request(), imageName: '1' });
  await expect(started.result()).rejects.toMatchObject({ name: 'InvalidInputError' });
  expect((await world.emulator.ledger()).length).toBe(before);
});
