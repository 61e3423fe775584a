// One throttled call of each action in use, whatever wait the service asks for with it: every destination is copied, or,
// where the run is cancelled, undone; and nothing waits longer than 2 minutes. The settle window of 22 minutes is one
// minute here, 22 times as fast, and so the 2 minutes are 5.5 s.
import { DistributionCancelledError } from '../../src/client';
import type { LedgerEntry } from '../../src/emulator';
import type { FaultRequest } from '../../src/local/emulator-control';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import type { DistributeImageInput } from '../../src/shared/distribution';
import { ACCOUNTS, GOLDEN, request } from '../support/request';
import { verdictOf } from '../support/verdict';
import { everyDestination, type FaultWorld, NOTHING_WRONG, startFaultWorld } from './fault-world';

const LONGEST_WAIT_MS = 120_000 / 22;

/** From the end of a wait until the next call has arrived: a timer, a task, perhaps a look before the call. */
const UNDERWAY_MS = 1_500;

/** Without a usable header the throttle gate pauses for a second. */
const OWN_PAUSE_MS = 1_000;

/** Timers of the server, the worker and the ledger are of one clock, but not of one millisecond. */
const ROUNDING_MS = 50;

/** No call takes effect late here. */
const LATE_CALLS_MS = 0;

interface Asked {
  header: string;
  shortestWaitMs: number;
  longestWaitMs: number;
}

const ASKED: Asked[] = [
  ...['0', '-5', 'soon'].map((header) => ({ header, shortestWaitMs: OWN_PAUSE_MS, longestWaitMs: OWN_PAUSE_MS })),
  { header: '36000000', shortestWaitMs: LONGEST_WAIT_MS, longestWaitMs: LONGEST_WAIT_MS },
];

const DESTINATIONS = ['cn-shanghai', 'cn-beijing', 'ap-southeast-1'].map((regionId) => ({ regionId }));

/** Which call is throttled. */
type Throttled = Pick<FaultRequest, 'action' | 'regionId' | 'nth'>;

const THROTTLED: [name: string, call: Throttled][] = [
  ['DescribeRegions', { action: 'DescribeRegions' }],
  ['DescribeImages of the source', { action: 'DescribeImages', regionId: GOLDEN.regionId }],
  ['DescribeImages of the first look', { action: 'DescribeImages', regionId: 'cn-shanghai' }],
  ['DescribeImages of the wait', { action: 'DescribeImages', regionId: 'cn-shanghai', nth: 2 }],
  ['CopyImage', { action: 'CopyImage' }],
  ['ModifyImagePermission', { action: 'ModifyImagePermission' }],
  ['DescribeImagePermission', { action: 'DescribeImagePermission' }],
];

interface Place {
  asked: Asked;
  world: FaultWorld;
}

let temporal: TemporalServer;
let places: Place[] = [];
beforeAll(async () => {
  // A worker for each header: what a worker keeps back it keeps back from all its runs.
  const namespaces = ASKED.map((_, index) => `asked-${index}`);
  temporal = await startTemporalServer({ namespaces });
  const environment = { ECD_SETTLE_WINDOW: '1m', ECD_CALL_TIMEOUT: '5s', ECD_VISIBILITY_GRACE: '8s' };
  places = await Promise.all(
    ASKED.map(async (asked, index) => {
      const world = await startFaultWorld(temporal, namespaces[index] ?? '', { environment });
      world.startWorker();
      return { asked, world };
    }),
  );
});
afterAll(async () => {
  for (const { world } of places) await world.close();
  await temporal.close();
});

async function throttleOnce({ world, asked }: Place, call: Throttled): Promise<number> {
  const refusal = { effect: 'error', status: 400, code: 'Throttling.User', retryAfter: asked.header } as const;
  await world.emulator.faults([{ ...call, ...refusal, times: 1 }]);
  return (await world.emulator.ledger()).length;
}

/** What left the worker before it had the refusal was kept back by nothing. */
const IN_FLIGHT_MS = 200;

/** From the throttled call to the next one that it kept back: that of its action in its region. */
function waitOf(ledger: readonly LedgerEntry[], action: string): number {
  const [throttled, ...more] = ledger.filter((entry) => entry.action === action && entry.statusCode === 400);
  if (!throttled || more.length > 0) throw new Error(`Not one throttled ${action} but ${more.length}`);
  const waitMs = ({ at }: LedgerEntry) => Date.parse(at) - Date.parse(throttled.at);
  const next = ledger.find(
    (entry) =>
      entry.action === action && entry.params.RegionId === throttled.params.RegionId && waitMs(entry) > IN_FLIGHT_MS,
  );
  return next ? waitMs(next) : Number.NaN;
}

function expectBoundedWait(waitMs: number, { shortestWaitMs, longestWaitMs }: Asked): void {
  expect(waitMs).toBeGreaterThan(shortestWaitMs - ROUNDING_MS);
  expect(waitMs).toBeLessThan(longestWaitMs + UNDERWAY_MS);
}

/** In every place at once; what fails names the header. */
async function everywhere(check: (place: Place) => Promise<number>): Promise<void> {
  const waits = await Promise.all(
    places.map((place) =>
      check(place).catch((error: unknown) => {
        throw new Error(`Asked to wait for ${place.asked.header}`, { cause: error });
      }),
    ),
  );
  const text = places.map(({ asked }, index) => `${asked.header}: ${waits[index]} ms`).join(', ');
  process.stderr.write(`${expect.getState().currentTestName}: ${text}\n`);
}

test.each(THROTTLED)('%s, throttled once: all copies are made, once each, without a long wait', async (name, call) => {
  await everywhere(async (place) => {
    const { world, asked } = place;
    await world.emulator.settings({ copySeconds: 0.5 });
    const before = await throttleOnce(place, call);
    const input = request({ imageName: nameOf(name), destinations: DESTINATIONS });
    const { destinations } = await (await world.distributor.start(input)).result();
    expect(destinations.map(({ outcome }) => outcome)).toEqual(DESTINATIONS.map(() => 'copied'));
    const wanted = DESTINATIONS.length;
    const told = destinations.map((row) => ({ row, shareWith: ACCOUNTS }));
    expect(await verdictOf(world.emulator, told, LATE_CALLS_MS)).toMatchObject({ made: wanted, ...NOTHING_WRONG });
    const waitMs = waitOf((await world.emulator.ledger()).slice(before), call.action);
    expectBoundedWait(waitMs, asked);
    return waitMs;
  });
});

test('CancelCopyImage, throttled once: the copies of a cancelled run are gone, without a long wait', async () => {
  await everywhere(async (place) => {
    const { world, asked } = place;
    await world.emulator.settings({ copySeconds: 600 });
    const before = await throttleOnce(place, { action: 'CancelCopyImage' });
    await cancelInFlight(world, request({ imageName: 'office-cancelled', destinations: DESTINATIONS }));
    const images = await world.emulator.images();
    expect(images.filter(({ image }) => image.Name === 'office-cancelled')).toEqual([]);
    const waitMs = waitOf((await world.emulator.ledger()).slice(before), 'CancelCopyImage');
    expectBoundedWait(waitMs, asked);
    return waitMs;
  });
});

/** Cancels a run whose copies are all being made, and awaits its end. */
async function cancelInFlight({ distributor }: FaultWorld, input: DistributeImageInput): Promise<void> {
  const run = await distributor.start(input);
  await everyDestination(run, ({ phase }) => phase === 'waiting');
  await run.cancel();
  await expect(run.result()).rejects.toThrow(DistributionCancelledError);
}

/** What a name of an image may hold. */
function nameOf(text: string): string {
  return `office-${text.replaceAll(' ', '-')}`;
}
