// What is known to go wrong and is not mended yet. The ordinary scenario leaves just that out; here each has a scenario in
// which the simulation finds it. A finding that is mended turns its test red: then it is taken from this table, and what
// leaves it out goes with it.
import type { Trouble } from './calm';
import { MINUTE_MS } from './settings';
import type { Kind } from './watch';
import type { World } from './world';

interface Finding {
  what: string;
  /** How all other worlds leave it out. */
  leftOut: string;
  trouble: Trouble;
  kinds: readonly Kind[];
}

const TWO: readonly Kind[] = ['images', 'in-flight', 'left-in-flight'];
const LATE = { lateArrival: 1, lateApplication: 0.5, visibilityLate: true };

export const OPEN_FINDINGS = {
  'gateways far apart': {
    what: 'gateways whose clocks are four minutes apart',
    leftOut: 'draw-settings.ts: gateways are less than the spare minute apart',
    trouble: { hostility: { ...LATE, lateApplication: 1, gatewaySpreadMs: 8 * MINUTE_MS } },
    kinds: TWO,
  },
  'undated answers': {
    what: 'where the look’s answer has no Date, Temporal’s clock, ahead of the service’s, dates the call too late',
    leftOut: 'draw-settings.ts: answers without a date only where all clocks agree',
    trouble: { hostility: { ...LATE, lateApplication: 1, undated: 1, skewMs: -14 * MINUTE_MS } },
    kinds: TWO,
  },
  'two clocks of an unmarked image': {
    what: 'after an attempt that threw, a service whose clock is behind Temporal’s has its image taken for an old one',
    leftOut: 'draw-settings.ts: no description comes as late as after the window',
    trouble: {
      hostility: { description: 'very late', skewMs: -10 * MINUTE_MS },
      fate: { crash: 0.15 },
      people: { onNameTaken: ['copy'], mostActions: 0, lastRequest: false },
    },
    kinds: TWO,
  },
} as const satisfies Readonly<Record<string, Finding>>;

export type OpenFinding = keyof typeof OPEN_FINDINGS;

/** Whether this world looks for a finding that all others leave out. */
export function openFinding({ looksFor }: Pick<World, 'looksFor'>, finding: OpenFinding): boolean {
  return looksFor === finding;
}
