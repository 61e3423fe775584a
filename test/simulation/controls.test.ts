// Controls: without a rule of the protocol at least one seed in a hundred of its own scenario fails, for the rule's own
// reason; with the rule none of them does.
import { violations } from './invariants';
import { RULES, type Rule, scenarioOf } from './rules';
import { simulate } from './scenario';

const SEEDS = 300;
const ENOUGH = SEEDS / 100;

jest.setTimeout(180_000);

test.each(RULES)('without the rule "$name" some seeds fail, and with it none of them', async (rule) => {
  const failing = await failingSeeds(rule);
  expect(failing.length).toBeGreaterThanOrEqual(ENOUGH);
  for (const seed of failing) expect(await violations(await simulate(seed, scenarioOf(rule)))).toEqual([]);
});

/** Enough seeds that fail without the rule. */
async function failingSeeds(rule: Rule): Promise<number[]> {
  const failing: number[] = [];
  for (let seed = 0; seed < SEEDS && failing.length < ENOUGH; seed++) {
    const found = await violations(await simulate(seed, { ...scenarioOf(rule), without: rule.without }));
    if (found.some(({ kind }) => rule.kinds.includes(kind))) failing.push(seed);
  }
  return failing;
}
