// The protocol's own code on a hostile model cloud in virtual time: no seed may break an invariant, and every rule of
// the protocol is needed by some seed.
import { violations } from './invariants';
import { RULES, type Rule } from './rules';
import { simulate } from './scenario';

jest.setTimeout(180_000);

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 2_000);
const FIRST_SEED = Number(process.env.SIMULATION_FIRST_SEED ?? 0);

async function firstFailure(without?: Rule, seeds = SEEDS): Promise<string | undefined> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
    const found = violations(await simulate(seed, without));
    if (found.length > 0) return `seed ${seed}: ${found.join('; ')}`;
  }
  return undefined;
}

test('no seed breaks an invariant', async () => {
  expect(await firstFailure()).toBeUndefined();
});

/** No seed of these worlds needs them yet; the reasons for them stand in the failure model. */
const NOT_SHOWN: readonly Rule[] = ['T0 when learned', 'double listing'];

test.each(RULES.filter((rule) => !NOT_SHOWN.includes(rule)))('without the rule "%s" some seed does', async (rule) => {
  expect(await firstFailure(rule)).toBeDefined();
});
