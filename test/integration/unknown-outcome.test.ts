// CopyImage calls whose outcome nobody knows: a wrapper around the adapter loses their answers.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import { EcdError } from '../../src/ecd';
import type { DestinationResult } from '../../src/shared/distribution';
import { request } from '../support/request';
import { startWorld, type World } from '../support/world';

let world: World;
let copyImage: World['ecd']['copyImage'];
beforeAll(async () => {
  world = await startWorld();
  copyImage = world.ecd.copyImage;
});
afterEach(async () => {
  world.ecd.copyImage = copyImage;
  await world.emulator.settings({ visibilityLagSeconds: 0 });
});
afterAll(() => world.close());

async function only(imageName: string): Promise<DestinationResult> {
  const { destinations } = await (await world.distributor.start(request({ imageName }))).result();
  const [row] = destinations;
  if (!row) throw new Error('no row');
  return row;
}

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

test('adopts the image of a call whose answer was lost, as its own, without a second call', async () => {
  await world.emulator.settings({ visibilityLagSeconds: 1 });
  world.ecd.copyImage = async (copy, options) => {
    await copyImage(copy, options);
    throw new Error('the answer was lost');
  };
  expect(await only('office-lost')).toMatchObject({ outcome: 'copied', duplicates: [] });
  expect(await creates('office-lost')).toHaveLength(1);
});

test('calls again only after the window when the call never took effect', async () => {
  let lostAt = 0;
  world.ecd.copyImage = async (copy, options) => {
    if (lostAt > 0) return copyImage(copy, options);
    lostAt = Date.now();
    throw new Error('the call was lost');
  };
  expect(await only('office-never')).toMatchObject({ outcome: 'copied' });
  const [create, ...more] = await creates('office-never');
  expect(more).toEqual([]);
  expect(Date.parse(create?.at ?? '') - lostAt).toBeGreaterThanOrEqual(4_000);
});

test('adopts the image of a call that took effect late, but within the window', async () => {
  world.ecd.copyImage = async (copy, options) => {
    setTimeout(() => void copyImage(copy, options), 2_000);
    throw new Error('the call is on its way');
  };
  expect(await only('office-late')).toMatchObject({ outcome: 'copied' });
  expect(await creates('office-late')).toHaveLength(1);
});

test('a call that took effect after the window is found by the audit and named', async () => {
  let late = false;
  world.ecd.copyImage = async (copy, options) => {
    if (late) return copyImage(copy, options);
    late = true;
    setTimeout(() => void copyImage(copy, options), 4_700);
    throw new Error('the call is on its way, for too long');
  };
  const row = await only('office-beyond');
  expect(row.outcome).toBe('copied');
  expect(row.duplicates).toHaveLength(1);
  expect(await creates('office-beyond')).toHaveLength(2);
});

test('gives up after three calls that nobody knows of, with the cloud’s words', async () => {
  world.ecd.copyImage = async ({ regionId }) => {
    const failure = { what: 'broken', kind: 'unclear', code: 'InternalError', statusCode: 500, hint: 'wait' } as const;
    throw new EcdError({ action: 'CopyImage', regionId }, { ...failure, outcome: 'unknown', retryable: true });
  };
  const result = (await world.distributor.start(request({ imageName: 'office-down' }))).result();
  await expect(result).rejects.toMatchObject({
    result: { destinations: [{ outcome: 'failed', error: { type: 'CopyOutcomeUnknown', code: 'InternalError' } }] },
  });
  expect(await creates('office-down')).toEqual([]);
});
