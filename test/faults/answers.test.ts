// Answers that are lost, late, cut, no JSON or never come: on the real server, the real adapter, over the network.
// The settle window of 22 minutes is 4 seconds here, 330 times as fast.
import type { DestinationResult } from '../../src/shared/distribution';
import { ACCOUNTS, request } from '../support/request';
import { type ToldCopy, verdictOf } from '../support/verdict';
import { startWorld, type World } from '../support/world';

const DISTRIBUTIONS = 12;
const SEED = Number(process.env.FAULTS_SEED ?? 1);

let world: World;
beforeEach(async () => {
  world = await startWorld({ copySeconds: 0.3 });
});
afterEach(() => world.close());

async function distributeMany(): Promise<DestinationResult[]> {
  const results = Array.from({ length: DISTRIBUTIONS }, async (_, index) => {
    const run = await world.distributor.start(request({ imageName: `faulted-${index}`, destinations: 'all' }));
    return (await run.result()).destinations;
  });
  return (await Promise.all(results)).flat();
}

async function verdict(rows: DestinationResult[]) {
  const told: ToldCopy[] = rows.map((row) => ({ row, shareWith: ACCOUNTS }));
  return verdictOf(world.emulator, told, 3_000);
}

const NOTHING_WRONG = { doubled: [], lost: [], falselyAvailable: [], falselyShared: [] };

test('CopyImage: half of the answers go wrong, in every way that leaves the outcome unknown', async () => {
  const effects = [
    { effect: 'drop-before' },
    { effect: 'drop-after' },
    { effect: 'html-502' },
    { effect: 'empty-body' },
    { effect: 'cut-body' },
    { effect: 'delay-after', ms: 2_500 },
    { effect: 'apply-late', ms: 1_500 },
    { effect: 'hang', ms: 3_000 },
    { effect: 'error', status: 500, code: 'InternalError', applied: true },
    { effect: 'error', status: 503, code: 'ServiceUnavailable', applied: false },
  ];
  await world.emulator.settings({ visibilityLagSeconds: 0.5 });
  await world.emulator.faults(
    effects.map((fault) => ({ action: 'CopyImage', probability: 0.07, ...fault })),
    SEED,
  );
  const rows = await distributeMany();
  const faulted = (await world.emulator.ledger('CopyImage')).filter(({ statusCode }) => statusCode !== 200);
  expect(faulted.length).toBeGreaterThan(DISTRIBUTIONS);
  expect(await verdict(rows)).toMatchObject({ wanted: DISTRIBUTIONS * 9, made: DISTRIBUTIONS * 9, ...NOTHING_WRONG });
}, 120_000);

test('every other call: one answer in six goes wrong', async () => {
  const actions = ['DescribeImages', 'DescribeImagePermission', 'ModifyImagePermission', 'DescribeRegions'];
  const effects = [
    { effect: 'drop-after' },
    { effect: 'html-502' },
    { effect: 'cut-body' },
    { effect: 'error', status: 400, code: 'Throttling.User', retryAfterMs: 200 },
  ];
  const rules = actions.flatMap((action) => effects.map((fault) => ({ action, probability: 0.04, ...fault })));
  await world.emulator.faults(rules, SEED);
  const rows = await distributeMany();
  const result = await verdict(rows);
  expect(result).toMatchObject({ wanted: DISTRIBUTIONS * 9, made: DISTRIBUTIONS * 9, ...NOTHING_WRONG });
  expect(result.copyCalls).toBe(DISTRIBUTIONS * 9);
}, 120_000);
