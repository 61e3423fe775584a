// The shipped run and steps of a copy on a hostile model of cloud, Temporal and people, in virtual time: no seed may break
// an invariant.
import { violations } from './invariants';
import { simulate } from './scenario';

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 2_000);
const FIRST_SEED = Number(process.env.SIMULATION_FIRST_SEED ?? 0);

// About 6 ms a seed, and a busy machine.
jest.setTimeout(Math.max(180_000, SEEDS * 50));

test('no seed breaks an invariant', async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    const found = await violations(await simulate(seed));
    const texts = found.map(({ kind, text }) => `${kind}: ${text}`);
    const again = `npm run test:simulation -- --seeds 1 --first-seed ${seed}`;
    if (texts.length > 0) throw new Error([...texts, again].join('\n'));
  }
});
