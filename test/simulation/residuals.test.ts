// The simulation finds all that remains possible, and docs/failure-model.md names it: see residuals.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { violations } from './invariants';
import { RESIDUALS } from './residuals';
import { scenarioOf } from './rules';
import { simulate } from './scenario';

const SEEDS = 300;

jest.setTimeout(180_000);

test.each(RESIDUALS)('$name', async ({ name, trouble, kinds }) => {
  const page = readFileSync(join(__dirname, '../../docs/failure-model.md'), 'utf8');
  expect(page).toContain(`- **${name}`);
  for (let seed = 0; seed < SEEDS; seed++) {
    const found = await violations(await simulate(seed, scenarioOf({ trouble })));
    if (found.some(({ kind }) => kinds.includes(kind))) return;
  }
  throw new Error(`no seed of ${SEEDS} finds it: then it is ruled out, and has no place here`);
});
