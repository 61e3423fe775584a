// What remains possible, as docs/failure-model.md says: no rule of the protocol rules it out. The ordinary scenario leaves
// just that out; here each has a scenario in which the simulation finds it.
import type { Trouble } from './calm';
import { MINUTE_MS } from './settings';
import type { Kind } from './watch';

interface Residual {
  /** As docs/failure-model.md names it. */
  name: string;
  trouble: Trouble;
  kinds: readonly Kind[];
}

const TWO: readonly Kind[] = ['images', 'in-flight', 'left-in-flight'];
const LATE = { lateArrival: 1, lateApplication: 1, visibilityLate: true };

export const RESIDUALS: readonly Residual[] = [
  {
    name: 'Gateways whose clocks are minutes apart',
    trouble: { hostility: { ...LATE, gatewaySpreadMs: 8 * MINUTE_MS } },
    kinds: TWO,
  },
  {
    name: 'Answers without a `Date`',
    trouble: { hostility: { ...LATE, undated: 1, skewMs: -14 * MINUTE_MS } },
    kinds: TWO,
  },
  {
    name: 'A description that comes later than the window',
    trouble: {
      hostility: { description: 'very late', skewMs: -10 * MINUTE_MS },
      fate: { crash: 0.15 },
      people: { onNameTaken: ['copy'], mostActions: 0, lastRequest: false },
    },
    kinds: TWO,
  },
  {
    name: 'A forged marker',
    trouble: {
      hostility: LATE,
      people: { actions: ['forged'], pausesMs: [MINUTE_MS], requestAfter: 0, copyTimeoutMs: 5 * MINUTE_MS },
    },
    kinds: TWO,
  },
];
