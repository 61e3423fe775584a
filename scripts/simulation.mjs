// npm run test:simulation -- [--seeds N] [--first-seed S]: the simulation of the protocol on as many seeds as wanted.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '100000' }, 'first-seed': { type: 'string', default: '0' } },
});

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(process.execPath, [jest, 'test/simulation/simulation.test.ts'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, SIMULATION_SEEDS: values.seeds, SIMULATION_FIRST_SEED: values['first-seed'] },
  stdio: 'inherit',
});
process.exit(status ?? 1);
