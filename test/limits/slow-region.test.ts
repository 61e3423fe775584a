// A region whose listing hangs, or takes twenty slow pages, costs the others nothing: their rows take at most 1.5 times
// what they take alone, also when more runs wait for the troubled region than a worker works on activities by default. It
// compares times, so nothing else may run beside it: `npm run test:limits`.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DistributionHandle } from '../../src/client';
import { DEFAULT_SOURCE, type EmulatorSeed, toSeed } from '../../src/emulator';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import type { DestinationResult } from '../../src/shared/distribution';
import { type FaultWorld, startFaultWorld } from '../faults/fault-world';
import { request } from '../support/request';
import { waitFor } from '../support/wait';

const HEALTHY = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'ap-southeast-1'];
const HANGING = 'eu-central-1';
const CROWDED = 'us-west-1';

/** Twenty pages of a listing. */
const CROWD = 2_000;

const MAX_FACTOR = 1.5;

/** Runs whose rows are compared: each to all healthy regions, and to the troubled one beside them. */
const MIXED_RUNS = 5;

const HEALTHY_ROWS = MIXED_RUNS * HEALTHY.length;

/** Past their start, which is work for this machine; their first reads hang for longer. */
const ALL_WAIT_MS = 4_000;

const BUSY_MACHINE_MS = 90_000;

/** Calls are given up and repeated more often than with production's 30 s and 22 min, so the ceiling is higher, too. */
const ENVIRONMENT = {
  ECD_SETTLE_WINDOW: '1m',
  ECD_CALL_TIMEOUT: '10s',
  ECD_POLL_MIN: '200ms',
  ECD_POLL_MAX: '400ms',
  ECD_VISIBILITY_GRACE: '8s',
  ECD_WRITES_PER_SECOND: '1000',
};

interface Trouble {
  regionId: string;
  fault: { effect: 'hang' | 'delay-after'; ms: number };
  /** Runs to the troubled region alone. A listing of twenty pages is seconds of work for the emulator. */
  otherRuns: number;
}

const TROUBLES: [name: string, trouble: Trouble][] = [
  ['hangs', { regionId: HANGING, fault: { effect: 'hang', ms: 600_000 }, otherRuns: 150 }],
  ['takes twenty slow pages', { regionId: CROWDED, fault: { effect: 'delay-after', ms: 150 }, otherRuns: 3 }],
];

jest.setTimeout(240_000);

let temporal: TemporalServer;
let world: FaultWorld;
beforeAll(async () => {
  temporal = await startTemporalServer();
  const settings = { copySeconds: 3, copiesPerRegion: 1_000 };
  world = await startFaultWorld(temporal, 'default', { settings, seed: crowdedSeed(), environment: ENVIRONMENT });
  world.startWorker();
  // A worker's first copies are slower.
  await rowsOf(await startMany(MIXED_RUNS, 'warm-up', HEALTHY));
});
afterAll(async () => {
  await world.close();
  await temporal.close();
});

function crowdedSeed(): EmulatorSeed {
  const crowd = Array.from({ length: CROWD }, (_, index) => ({
    regionId: CROWDED,
    imageId: `m-crowd${index}`,
    name: `crowd-${index}`,
  }));
  return toSeed({ images: [{ ...DEFAULT_SOURCE, name: 'office-golden' }, ...crowd] });
}

async function startMany(count: number, name: string, regionIds: readonly string[]): Promise<DistributionHandle[]> {
  const destinations = regionIds.map((regionId) => ({ regionId }));
  const input = (index: number) => request({ imageName: `${name}-${index}`, destinations });
  return Promise.all(Array.from({ length: count }, (_, index) => world.distributor.start(input(index))));
}

/** Every row is done, or it throws. */
async function rowsOf(runs: readonly DistributionHandle[]): Promise<DestinationResult[]> {
  return (await Promise.all(runs.map((run) => run.result()))).flatMap(({ destinations }) => destinations);
}

/** How long the rows of healthy regions took, in ms, shortest first. */
function healthyTimes(rows: readonly DestinationResult[]): number[] {
  const healthy = rows.filter(({ regionId }) => HEALTHY.includes(regionId));
  expect(healthy).toHaveLength(HEALTHY_ROWS);
  return healthy.map(timeOf).sort((one, other) => one - other);
}

function timeOf({ startedAt, finishedAt }: DestinationResult): number {
  return Date.parse(finishedAt) - Date.parse(startedAt);
}

async function healthyTimesAlone(name: string): Promise<number[]> {
  return healthyTimes(await rowsOf(await startMany(MIXED_RUNS, name, HEALTHY)));
}

/** The trouble ends when every healthy row is done, so that the other rows end, too: green. */
async function healthyTimesBeside({ regionId, fault, otherRuns }: Trouble, name: string): Promise<number[]> {
  await world.emulator.faults([{ action: 'DescribeImages', regionId, ...fault }]);
  const others = await startMany(otherRuns, `${name}-only`, [regionId]);
  await sleep(ALL_WAIT_MS);
  const runs = await startMany(MIXED_RUNS, `${name}-beside`, [regionId, ...HEALTHY]);
  await healthyRowsAreDone(runs);
  await world.emulator.clearFaults();
  const rows = await rowsOf(runs);
  await rowsOf(others);
  const times = healthyTimes(rows);
  // Else there was no trouble.
  const troubled = rows.filter((row) => row.regionId === regionId).map(timeOf);
  expect(Math.min(...troubled)).toBeGreaterThan(slowest(times));
  return times;
}

async function healthyRowsAreDone(runs: readonly DistributionHandle[]): Promise<void> {
  await waitFor(async () => {
    const all = await Promise.all(runs.map((run) => run.status().catch(() => ({ destinations: [] }))));
    const rows = all.flatMap(({ destinations }) => destinations);
    return rows.filter(({ regionId, outcome }) => HEALTHY.includes(regionId) && outcome).length === HEALTHY_ROWS;
  }, BUSY_MACHINE_MS);
}

test.each(TROUBLES)('a region whose listing %s slows no other one', async (name, trouble) => {
  const slug = name.replaceAll(' ', '-');
  const before = await healthyTimesAlone(`${slug}-before`);
  const beside = await healthyTimesBeside(trouble, slug);
  const after = await healthyTimesAlone(`${slug}-after`);
  const text = [before, beside, after].map((times) => `${median(times)} (up to ${times.at(-1)})`);
  process.stderr.write(`Healthy rows, ms: before ${text[0]}, beside ${text[1]}, after ${text[2]}\n`);
  expect(median(beside)).toBeLessThanOrEqual(MAX_FACTOR * Math.max(median(before), median(after)));
  expect(slowest(beside)).toBeLessThanOrEqual(MAX_FACTOR * Math.max(slowest(before), slowest(after)));
});

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function slowest(sorted: readonly number[]): number {
  return sorted.at(-1) ?? Number.NaN;
}
