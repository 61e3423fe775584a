// npm run test:faults -- [--copies N] [--seed S]: the fault tests that grow, on as many copies as wanted:
// everything breaks at random, and a throttling storm with a tenth of the copies.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { copies: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [jest, '--runInBand', 'test/faults/everything', 'test/faults/throttling'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, FAULTS_COPIES: values.copies, FAULTS_SEED: values.seed },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
