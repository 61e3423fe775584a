// The rules of the protocol, each with the scenario in which it matters, what leaving it out does to the shipped code, and
// what must go wrong then: a rule is worth its place when some seeds fail for its own reason.
import { calm, type Trouble } from './calm';
import type { LeftOut } from './left-out';
import { createRules } from './rules-of-creating';
import { endRules } from './rules-of-ending';
import { lookRules } from './rules-of-looking';
import type { Scenario } from './scenario';
import type { Kind } from './watch';

export interface Rule {
  name: string;
  /** The scenario. */
  trouble: Trouble;
  without: LeftOut;
  /** The violations that are the rule's own reason. */
  kinds: readonly Kind[];
}

export const RULES: readonly Rule[] = [...createRules, ...lookRules, ...endRules];

/** The scenario of a rule, with the rule in place. */
export function scenarioOf({ trouble }: Pick<Rule, 'trouble'>): Scenario {
  return { adjust: (settings) => calm(settings, trouble) };
}
