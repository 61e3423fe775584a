// The simulation finds every open finding: see open-findings.ts.
import { calm } from './calm';
import { violations } from './invariants';
import { OPEN_FINDINGS, type OpenFinding } from './open-findings';
import { simulate } from './scenario';
import type { Kind } from './watch';

const SEEDS = 300;

jest.setTimeout(180_000);

const NAMES = Object.keys(OPEN_FINDINGS) as OpenFinding[];

test.each(NAMES.map((name) => [name, OPEN_FINDINGS[name].what] as const))('%s: %s', async (name) => {
  expect(await findingSeed(name)).toBeDefined();
});

/** The first seed that shows a finding. */
async function findingSeed(name: OpenFinding): Promise<number | undefined> {
  const { trouble, kinds }: { trouble: Parameters<typeof calm>[1]; kinds: readonly Kind[] } = OPEN_FINDINGS[name];
  for (let seed = 0; seed < SEEDS; seed++) {
    const outcome = await simulate(seed, { adjust: (settings) => calm(settings, trouble), looksFor: name });
    if ((await violations(outcome)).some(({ kind }) => kinds.includes(kind))) return seed;
  }
  return undefined;
}
