// The rules of the protocol, each of which can be left out: a rule is worth its place when some seed then fails.

export const RULES = [
  'settle of an interrupted run',
  'settle after a reset',
  'pinned date',
  'fence',
  'T0 when learned',
  'full window',
  'look before create',
  'key in the marker',
  'run in the marker',
  'double listing',
  'no image twice',
  'one attempt',
  'not cancellable',
] as const;

export type Rule = (typeof RULES)[number];
