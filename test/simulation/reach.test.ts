// The ordinary scenario comes to everything that it is there for: otherwise its silence would say nothing.
import type { ModelRun } from './model-run';
import { simulate } from './scenario';

const SEEDS = 2_000;

jest.setTimeout(180_000);

test('every phase is cancelled and reset, and every end is come to', async () => {
  const unreached = new Set(WANTED);
  for (let seed = 0; seed < SEEDS && unreached.size > 0; seed++) {
    const { workflows } = await simulate(seed);
    for (const { runs } of workflows) for (const run of runs) for (const what of reachedBy(run)) unreached.delete(what);
  }
  expect([...unreached]).toEqual([]);
});

const PHASES = ['prepare', 'attempt', 'settle', 'sleep', 'wait', 'share'];
const WANTED = [
  ...PHASES.flatMap((phase) => [`cancelled in ${phase}`, `reset to ${phase}`]),
  ...['copied', 'adopted', 'adopted as foreign', 'cancelled', 'interrupted', 'refused', 'reset of an ended run'],
  ...['copy', 'not-applied', 'unknown', 'name-taken', 'name-in-use', 'must-settle'].map((kind) => `attempt ${kind}`),
  ...['copy', 'create-failed', 'unmarked', 'never-seen'].map((kind) => `settle ${kind}`),
  ...['NameTaken', 'CopyOutcomeUnknown', 'CreateFailed', 'CopyTimedOut', 'NoPermission', 'CallFailed'],
  ...['wait ended by ImageGone', 'cancel gone', 'cancel finished', 'a duplicate is named'],
];

function reachedBy(run: ModelRun): string[] {
  const { history, reset } = run;
  const { entries, pending, cancelIndex } = history;
  const awaited = cancelIndex === undefined ? undefined : (entries[cancelIndex] ?? pending);
  const behind = reset && (reset.of.history.entries[reset.point.kept] ?? reset.of.history.pending);
  return [
    endOf(run),
    awaited ? `cancelled in ${awaited.what}` : '',
    behind ? `reset to ${behind.what}` : '',
    reset?.of.status === 'ended' ? 'reset of an ended run' : '',
    run.end?.kind === 'done' && run.end.shared.duplicates.length > 0 ? 'a duplicate is named' : '',
    ...entries.map(({ what, outcome }) => ('value' in outcome ? reachedByEffect(what, outcome.value) : '')),
  ];
}

function endOf({ status, end }: ModelRun): string {
  if (status === 'interrupted') return 'interrupted';
  if (!end) return 'refused';
  if (end.kind === 'failed') return end.problem.type;
  if (end.kind === 'cancelled') return 'cancelled';
  if (end.copy.madeByThisRun) return 'copied';
  return end.copy.foreign ? 'adopted as foreign' : 'adopted';
}

function reachedByEffect(what: string, value: unknown): string {
  const { kind, problem } = Object(value) as { kind?: string; problem?: { type: string } };
  if (what === 'wait') return problem ? `wait ended by ${problem.type}` : '';
  return `${what} ${kind ?? value}`;
}
