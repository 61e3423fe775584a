// Faults on demand: rules that say which calls meet which mishap, the same ones for the same seed.
import { z } from 'zod';
import { ACTION_NAMES, type ActionName } from './action-names';
import { COPY_FAULTS, type CopyFault } from './image';

const milliseconds = z.int().min(0).max(3_600_000);

const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const match = {
  action: z.enum(ACTION_NAMES),
  regionId: z.string().optional(),
  destinationRegionId: z.string().optional(),
  /** Only the n-th call that matches, from 1. */
  nth: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
  /** At most so often. */
  times: z.int().min(1).optional(),
};

const plain = z.strictObject({
  ...match,
  effect: z.enum([
    /** Connection reset, not applied. */
    'drop-before',
    /** Applied, then connection reset. */
    'drop-after',
    /** Applied twice by the service itself, answered once. */
    'apply-twice',
    /** Applied, and an answer that nobody can read. */
    'html-502',
    'empty-body',
    'cut-body',
    /** What becomes of the copy. */
    ...COPY_FAULTS,
  ]),
});

const timed = z.strictObject({
  ...match,
  /** Applied and answered late; connection reset and applied late; neither answered nor applied. */
  effect: z.enum(['delay-after', 'apply-late', 'hang']),
  ms: milliseconds,
});

const error = z.strictObject({
  ...match,
  effect: z.literal('error'),
  status: z.int().min(300).max(599).default(503),
  code: z.string().default('ServiceUnavailable'),
  retryAfterMs: milliseconds.optional(),
  /** Any text that a header may have, in place of `retryAfterMs`. */
  retryAfter: z.string().regex(HEADER_VALUE, 'must be a text that a header may have').optional(),
  applied: z.boolean().default(false),
});

const ruleShape = z
  .discriminatedUnion('effect', [plain, timed, error])
  .refine(({ nth, probability }) => nth === undefined || probability === undefined, 'has both nth and probability')
  .refine(
    (rule) => rule.effect !== 'error' || rule.retryAfter === undefined || rule.retryAfterMs === undefined,
    'has both retryAfter and retryAfterMs',
  );

/** Every effect that a rule may have. */
export const FAULT_EFFECTS: readonly string[] = [
  ...plain.shape.effect.options,
  ...timed.shape.effect.options,
  ...error.shape.effect.values,
];

/** Checks a plan. */
export const faultPlan = z.strictObject({ seed: z.int().default(1), rules: z.array(ruleShape).max(1_000) });

/** A mishap and which calls meet it. */
export type FaultRule = z.infer<typeof ruleShape>;

/** Checked rules and the seed of their chance. */
export type FaultPlan = z.infer<typeof faultPlan>;

/** What of a call the rules go by. */
interface MatchableCall {
  action: ActionName;
  regionId: string;
  destinationRegionId?: string | undefined;
}

interface Armed {
  rule: FaultRule;
  matched: number;
  fired: number;
}

/** What a rule does to the copy itself, when it does. */
export function copyFaultOf(fault: FaultRule | undefined): CopyFault | undefined {
  return COPY_FAULTS.find((effect) => effect === fault?.effect);
}

/** The rules in force, and how often each has matched. */
export class Faults {
  private armed: Armed[] = [];
  private seed = 1;

  set({ seed, rules }: FaultPlan): void {
    this.seed = seed;
    this.armed = rules.map((rule) => ({ rule, matched: 0, fired: 0 }));
  }

  clear(): void {
    this.armed = [];
  }

  /** The first rule that fires for a call. Every rule that matches counts the call. */
  take(call: MatchableCall): FaultRule | undefined {
    let taken: FaultRule | undefined;
    this.armed.forEach((armed, index) => {
      if (!matches(armed.rule, call)) return;
      armed.matched++;
      if (taken || !this.fires(armed, index)) return;
      armed.fired++;
      taken = armed.rule;
    });
    return taken;
  }

  private fires({ rule, matched, fired }: Armed, index: number): boolean {
    const { times, nth, probability } = rule;
    if (times !== undefined && fired >= times) return false;
    if (nth !== undefined) return matched === nth;
    return probability === undefined || chance({ seed: this.seed, index, ordinal: matched }) < probability;
  }
}

function matches(rule: FaultRule, { action, regionId, destinationRegionId }: MatchableCall): boolean {
  return (
    rule.action === action &&
    (rule.regionId === undefined || rule.regionId === regionId) &&
    (rule.destinationRegionId === undefined || rule.destinationRegionId === destinationRegionId)
  );
}

/** In [0, 1), from three numbers alone: the same call meets the same fate whatever the clock says. */
function chance({ seed, index, ordinal }: { seed: number; index: number; ordinal: number }): number {
  let value = Math.imul(seed ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(ordinal + 1, 0xc2b2ae35), 0x9e3779b1);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32;
}
