// What is known to go wrong and not mended yet: the ordinary scenario leaves it out, a scenario of its own looks for it.
import type { World } from './world';

/** The names of findings A, or of what the simulation found itself. */
export const OPEN_FINDINGS = [
  'A8',
  'A9',
  'A13',
  'A14',
  'A20',
  'A28/A30',
  'A29',
  'A32',
  'A36',
  'reset past an attempt',
  'reset and a name',
  'undated answers',
  'grace of the first add',
] as const;

export type OpenFinding = (typeof OPEN_FINDINGS)[number];

/** Whether this world looks for a finding that all others leave out. */
export function openFinding({ looksFor }: Pick<World, 'looksFor'>, finding: OpenFinding): boolean {
  return looksFor.has(finding);
}
