// A wait whose last read never came back, as when its worker froze or died: its row says what the reads before it saw.
import { DistributionIncompleteError } from '../../src/client';
import { request } from '../support/request';
import { startWorld, type World } from '../support/world';

const REGION = 'cn-shanghai';
/** Longer than an attempt of a read may take here, so that its loss is noticed; shorter than two of them. */
const COPY_TIMEOUT = '9s';

let world: World;
let release: () => void;
beforeEach(async () => {
  world = await startWorld({ copySeconds: 60 });
});
afterEach(async () => {
  release();
  await world.close();
});

/** Every read by id after the first `count` hangs. */
function hangAfter(count: number): void {
  const { describeImages } = world.ecd;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reads = 0;
  world.ecd.describeImages = async (read) => {
    if (read.regionId === REGION && ++reads > count) await released;
    return describeImages(read);
  };
}

async function failedRow(copyTimeout: string) {
  const run = await world.distributor.start(request({ copyTimeout }));
  const error = await run.result().catch((reason: unknown) => reason);
  if (!(error instanceof DistributionIncompleteError)) throw error;
  return error.result.destinations[0];
}

const ends = ['2s', COPY_TIMEOUT];

test.each(ends)('it was being made, as the reads before saw (%s)', async (copyTimeout) => {
  hangAfter(3);
  const row = await failedRow(copyTimeout);
  expect(row).toMatchObject({
    outcome: 'failed',
    error: { type: 'CopyTimedOut', message: expect.stringMatching(/Last seen: .*Creating \d+%$/) },
  });
});

test.each(ends)('no read before saw it (%s)', async (copyTimeout) => {
  await world.emulator.settings({ visibilityLagSeconds: 3_600 });
  hangAfter(3);
  expect(await failedRow(copyTimeout)).toMatchObject({ outcome: 'failed', error: { type: 'CopyNotShown' } });
});

test('no read was answered at all', async () => {
  hangAfter(0);
  expect(await failedRow('2s')).toMatchObject({
    error: { type: 'CopyTimedOut', message: expect.stringContaining('Last seen: no read was answered') },
  });
});
