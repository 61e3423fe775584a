// The bench as a control of the tests' own eyes: where half of the answers to CopyImage go wrong, it must find fault with
// every other way of copying, and none with ours.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BENCH = join(__dirname, '../../bench/faults.mjs');
const COPIES = 27;
const SEED = process.env.FAULTS_SEED ?? '1';

interface Row {
  way: string;
  p: number;
  wanted: number;
  made: number;
  duplicates: number;
  lost: number;
  falseAvailable: number;
  falseShared: number;
}

async function bench(): Promise<Row[]> {
  const args = [BENCH, '--json', '--copies', String(COPIES), '--p', '50', '--seed', SEED];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout).rows;
}

test('half of the answers to CopyImage go wrong: ours copies exactly once, and every other way shows its faults', async () => {
  const [ours, ...others] = await bench();
  expect(ours).toMatchObject({
    ...{ way: 'ecd-image-distributor', p: 50, wanted: COPIES, made: COPIES },
    ...{ duplicates: 0, lost: 0, falseAvailable: 0, falseShared: 0 },
  });
  const ways = ['p-limit script', 'Terraform policy', 'look up once, then create', 'Temporal tutorial'];
  expect(others.map(({ way }) => way)).toEqual(ways);
  const flawless = others.filter(
    ({ duplicates, lost, falseAvailable, falseShared }) => duplicates + lost + falseAvailable + falseShared === 0,
  );
  expect(flawless).toEqual([]);
}, 120_000);
