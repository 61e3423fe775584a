// The largest distribution there is, 500 destinations with 50 accounts each, where reads of permissions are 20 s late:
// few sharing calls more than needed, a result that Temporal takes, a history that any client can read. The durations of
// production, but that copies take a second and are asked for every second. `npm run test:limits`.
import { Client, Connection } from '@temporalio/client';
import type { DistributionHandle } from '../../src/client';
import { DEFAULT_SOURCE, type EmulatorSeed, toSeed } from '../../src/emulator';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { MAX_ACCOUNTS, MAX_DESTINATIONS } from '../../src/shared/limits';
import { type FaultWorld, startFaultWorld } from '../faults/fault-world';
import { request } from '../support/request';

const PERMISSION_LAG_SECONDS = 20;

/** A ModifyImagePermission call takes ten accounts. */
const NEEDED_CALLS = MAX_DESTINATIONS * (MAX_ACCOUNTS / 10);

/** Of one payload, Temporal's default. */
const MAX_RESULT_BYTES = 2 * 1024 * 1024;

/** Of one message, gRPC's default: what a client of another language takes. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

const ENVIRONMENT = {
  ECD_CALL_TIMEOUT: '30s',
  ECD_SETTLE_WINDOW: '22m',
  ECD_POLL_MIN: '1s',
  ECD_POLL_MAX: '1s',
  ECD_VISIBILITY_GRACE: '3m',
  ECD_WRITES_PER_SECOND: '1000',
};

/** As long as account ids get. */
const ACCOUNTS = Array.from({ length: MAX_ACCOUNTS }, (_, index) => String(9_100_000_000_000_000_000n + BigInt(index)));

const REGIONS = Array.from({ length: MAX_DESTINATIONS }, (_, index) => `xx-limit-${String(index).padStart(3, '0')}`);

jest.setTimeout(600_000);

let temporal: TemporalServer;
let world: FaultWorld;
beforeAll(async () => {
  temporal = await startTemporalServer();
  const settings = { copySeconds: 1, permissionLagSeconds: PERMISSION_LAG_SECONDS };
  world = await startFaultWorld(temporal, 'default', { settings, seed: manyRegions(), environment: ENVIRONMENT });
  world.startWorker();
});
afterAll(async () => {
  await world.close();
  await temporal.close();
});

function manyRegions(): EmulatorSeed {
  const image = { ...DEFAULT_SOURCE, name: 'office-golden' };
  return toSeed({ regions: [DEFAULT_SOURCE.regionId, ...REGIONS], images: [image] });
}

/** With a client that takes no larger messages than any other does. Gives the run's events. */
async function eventsOf({ workflowId }: DistributionHandle) {
  const channelArgs = { 'grpc.max_receive_message_length': MAX_PAGE_BYTES };
  const connection = await Connection.connect({ address: temporal.address, channelArgs });
  try {
    const { events } = await new Client({ connection }).workflow.getHandle(workflowId).fetchHistory();
    return events ?? [];
  } finally {
    await connection.close();
  }
}

test('500 destinations are shared with 50 accounts each, with at most twice the calls that it needs', async () => {
  const destinations = REGIONS.map((regionId) => ({ regionId }));
  const input = request({
    destinations,
    shareWith: ACCOUNTS,
    maxConcurrent: MAX_DESTINATIONS,
  });
  const run = await world.distributor.start(input);
  const { destinations: rows } = await run.result();

  expect(rows).toHaveLength(MAX_DESTINATIONS);
  for (const row of rows) expect(row).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS, duplicates: [] });
  const count = async (action: string) => (await world.emulator.ledger(action)).length;
  expect(await count('CopyImage')).toBe(MAX_DESTINATIONS);
  const calls = await count('ModifyImagePermission');
  expect(calls).toBeLessThanOrEqual(2 * NEEDED_CALLS);

  const events = await eventsOf(run);
  const end = events.at(-1)?.workflowExecutionCompletedEventAttributes;
  const resultBytes = end?.result?.payloads?.[0]?.data?.length;
  expect(resultBytes).toBeLessThan(MAX_RESULT_BYTES);
  process.stderr.write(`${calls} calls for ${NEEDED_CALLS} needed, ${await count('DescribeImagePermission')} reads; `);
  process.stderr.write(`result ${resultBytes} bytes, ${events.length} events\n`);
});
