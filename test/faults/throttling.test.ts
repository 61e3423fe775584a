// A storm in which every call is throttled, then a quota with lock-out: every copy finishes, and few calls are wasted.
// At a tenth here: 6 s of storm, 100 calls a minute of each action in each region, some 100 copies;
// `npm run test:faults -- --copies 10000` runs it whole: 60 s, 1,000 calls a minute, 1,000 copies.
import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerEntry } from '../../src/emulator';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { request } from '../support/request';
import { waitFor } from '../support/wait';
import { type FaultWorld, NOTHING_WRONG, startFaultWorld, verdictOn } from './fault-world';
import { FAULTED_COPIES } from './scale';

const REGIONS = 9;
const SCALE = FAULTED_COPIES / 10_000;
const DISTRIBUTIONS = Math.ceil((1_000 * SCALE) / REGIONS);
const STORM_MS = 60_000 * SCALE;
const CALLS_PER_MINUTE = 1_000 * SCALE;

const ACTIONS = ['CopyImage', 'DescribeImages', 'ModifyImagePermission', 'DescribeImagePermission'] as const;

/** Back-offs are 22 times as fast as in production, which only makes it harder not to waste calls. */
const WORKER_SETTINGS = { ECD_SETTLE_WINDOW: '1m', ECD_CALL_TIMEOUT: '5s', ECD_POLL_MIN: '1s', ECD_POLL_MAX: '10s' };

let temporal: TemporalServer;
let world: FaultWorld;
beforeAll(async () => {
  temporal = await startTemporalServer();
  world = await startFaultWorld(temporal, 'default', {
    settings: { copySeconds: 1, copiesPerRegion: 100 },
    environment: WORKER_SETTINGS,
  });
  world.startWorker();
});
afterAll(async () => {
  await world.close();
  await temporal.close();
});

/** Calls that were sent for every call that was needed, per action. */
function amplification(ledger: readonly LedgerEntry[], action: string): number {
  const calls = ledger.filter((entry) => entry.action === action);
  return calls.length / calls.filter(({ statusCode }) => statusCode === 200).length;
}

test('a throttling storm and a quota: all copies finish, at most 1.2 calls per needed call', async () => {
  const runs = await Promise.all(
    Array.from({ length: DISTRIBUTIONS }, (_, index) =>
      world.distributor.start(request({ imageName: `office-${index}`, destinations: 'all' })),
    ),
  );
  await waitFor(async () => (await world.emulator.ledger('CopyImage')).length >= DISTRIBUTIONS);
  const storm = { probability: 1, effect: 'error', status: 400, code: 'Throttling.User' } as const;
  await world.emulator.faults(ACTIONS.map((action) => ({ action, ...storm })));
  await sleep(STORM_MS);
  await world.emulator.settings({
    callsPerMinute: Object.fromEntries(ACTIONS.map((action) => [action, CALLS_PER_MINUTE])),
  });
  await world.emulator.clearFaults();
  const rows = (await Promise.all(runs.map((run) => run.result()))).flatMap(({ destinations }) => destinations);
  const wanted = DISTRIBUTIONS * REGIONS;
  expect(await verdictOn(world.emulator, rows)).toMatchObject({ wanted, made: wanted, ...NOTHING_WRONG });
  const ledger = await world.emulator.ledger();
  const measured = Object.fromEntries(ACTIONS.map((action) => [action, amplification(ledger, action)]));
  process.stderr.write(`Calls per needed call: ${JSON.stringify(measured)}\n`);
  for (const action of ACTIONS) expect(measured[action]).toBeLessThanOrEqual(1.2);
}, 900_000);
