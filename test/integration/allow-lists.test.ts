// The worker's allow-lists bind what writes: also for a copy whose input no check of ours has seen.
import { copyWorkflowId } from '../../src/shared/ids';
import { type AnotherTool, inputOfParent, startAnotherTool } from '../support/children-of-another-tool';
import { GOLDEN } from '../support/request';
import { startWorld, type World } from '../support/world';

const ALLOWED = { regionId: 'cn-shanghai', account: '1234567890123456' };

let world: World;
let tool: AnotherTool;
beforeAll(async () => {
  const settings = { allowedRegions: new Set([ALLOWED.regionId]), allowedAccounts: new Set([ALLOWED.account]) };
  world = await startWorld({ settings });
  tool = await startAnotherTool(world);
});
afterAll(async () => {
  await tool.close();
  await world.close();
});

/** The end of a child with what a distribution would give for this copy. */
function copyTo(regionId: string, imageName: string, account: string): Promise<unknown> {
  const destination = { regionId, imageName, shareWith: [account] };
  return tool.child(inputOfParent(destination), copyWorkflowId(GOLDEN, destination));
}

async function writes() {
  const count = async (action: string) => (await world.emulator.ledger(action)).length;
  return { copies: await count('CopyImage'), shares: await count('ModifyImagePermission') };
}

test('nothing is written to a region that is not allowed', async () => {
  await expect(copyTo('cn-beijing', 'office-region', ALLOWED.account)).rejects.toMatchObject({
    cause: { cause: { type: 'RegionNotAllowed', details: [{ outcome: 'failed', regionId: 'cn-beijing' }] } },
  });
  expect(await writes()).toEqual({ copies: 0, shares: 0 });
});

test('what is allowed is copied and shared, and shared with nobody else', async () => {
  expect(await copyTo(ALLOWED.regionId, 'office-allowed', ALLOWED.account)).toMatchObject({ outcome: 'copied' });
  const before = await writes();
  await expect(copyTo(ALLOWED.regionId, 'office-allowed', '666')).rejects.toMatchObject({
    cause: { cause: { type: 'AccountNotAllowed', details: [{ outcome: 'failed', sharedWith: [] }] } },
  });
  expect(await writes()).toEqual(before);
  expect(before).toEqual({ copies: 1, shares: 1 });
});
