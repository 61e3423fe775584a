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
  'gone and awaited': {
    what: 'after a reset an image that only the answer of CopyImage named, and is gone, is said never to have shown',
    leftOut: 'explained.ts takes a removed image for an explanation',
    trouble: {
      people: { actions: ['delete', 'reset', 'reset'], mostActions: 6, pausesMs: [40 * MINUTE_MS], requestAfter: 0 },
    },
    kinds: ['unexplained-red'],
  },
  'forged marker': {
    what: 'an image of another system with a forged marker is adopted',
    leftOut: 'draw-settings.ts: nobody forges a marker',
    trouble: { people: { actions: ['forged', 'request'], mostActions: 6, pausesMs: [10_000] } },
    kinds: ['falsely-green'],
  },
  'reset past an attempt': {
    what: 'a run that was reset to where it had a copy ends without settling the attempt behind that point',
    leftOut: 'model-server.ts refuses such a reset',
    trouble: {
      hostility: { ...LATE, createFailed: 1 },
      people: { actions: ['request', 'reset'], mostActions: 6, pausesMs: [20 * MINUTE_MS], resetOfAny: 1 },
    },
    kinds: TWO,
  },
  'undated answers': {
    what: 'where the look’s answer has no Date, Temporal’s clock, ahead of the service’s, dates the call too late',
    leftOut: 'draw-settings.ts: answers without a date only where all clocks agree',
    trouble: { hostility: { ...LATE, lateApplication: 1, undated: 1, skewMs: -14 * MINUTE_MS } },
    kinds: TWO,
  },
  'a settle believes one listing': {
    what: 'a cancelled run leaves its copy, where pages that shift hid it from the settle and the last look failed',
    leftOut: 'watch.ts does not ask for it where pages shift or descriptions are lost',
    trouble: {
      hostility: {
        ...LATE,
        lateApplication: 1,
        pageShifts: ['go', 'appear', 'move'],
        readFailure: 0.2,
        description: 'cut',
      },
      people: { actions: ['cancel'], mostActions: 3, pausesMs: [5 * MINUTE_MS], requestAfter: 0, lastRequest: false },
    },
    kinds: ['left-in-flight'],
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
