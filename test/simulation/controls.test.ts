// Controls: without a rule of the protocol at least one seed in a hundred of its own scenario fails, for the rule's own
// reason; with the rule none of the same seeds does.
import { violations } from './invariants';
import { RULES, type Rule, scenarioOf } from './rules';
import { simulate } from './scenario';

const SEEDS = 300;
const ENOUGH = SEEDS / 100;

jest.setTimeout(180_000);

test.each(RULES)('without the rule "$name" some seeds fail, and with it none of them', async (rule) => {
  expect(await countFailing(rule)).toBeGreaterThanOrEqual(ENOUGH);
  for (let seed = 0; seed < SEEDS; seed++) {
    const found = await violations(await simulate(seed, scenarioOf(rule)));
    expect({ seed, found }).toEqual({ seed, found: [] });
  }
});

/** How many seeds fail without the rule; counting ends when they are enough. */
async function countFailing(rule: Rule): Promise<number> {
  let failing = 0;
  for (let seed = 0; seed < SEEDS && failing < ENOUGH; seed++) {
    const found = await violations(await simulate(seed, { ...scenarioOf(rule), without: rule.without }));
    if (found.some(({ kind }) => rule.kinds.includes(kind))) failing++;
  }
  return failing;
}
