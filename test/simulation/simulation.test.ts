// The protocol's own code on a hostile model cloud in virtual time: no seed may break an invariant, and every rule of
// the protocol is needed by some seed.
import { violations } from './invariants';
import { RULES, type Rule } from './rules';
import { simulate } from './scenario';

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 2_000);
const FIRST_SEED = Number(process.env.SIMULATION_FIRST_SEED ?? 0);

// About 4 ms a seed, and a busy machine.
jest.setTimeout(Math.max(180_000, SEEDS * 50));

async function firstFailure(without?: Rule, seeds = SEEDS): Promise<string | undefined> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const found = violations(await simulate(seed, without));
    if (found.length > 0) return `${found.join('; ')} (npm run test:simulation -- --seeds 1 --first-seed ${seed})`;
  }
  return undefined;
}

test('no seed breaks an invariant', async () => {
  expect(await firstFailure()).toBeUndefined();
});

test.each(RULES)('without the rule "%s" some seed does', async (rule) => {
  expect(await firstFailure(rule)).toBeDefined();
});
