// npm run test:limits -- [--inputs N] [--seed S]: hostile inputs of every workflow type, and the largest distribution and
// table that there can be, on a real server, and regions that are slow. The inputs and the seed are of the first.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(process.execPath, [jest, '--runInBand', 'test/limits'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, TEST_LIMITS: '1', LIMITS_INPUTS: values.inputs, LIMITS_SEED: values.seed },
  stdio: 'inherit',
});
process.exit(status ?? 1);
