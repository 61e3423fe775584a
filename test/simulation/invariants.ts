// What must hold when a seed is over, and all that was seen to go wrong while it lasted.
import { isDeepStrictEqual } from 'node:util';
import { isExplained } from './explained';
import type { ModelRun } from './model-run';
import type { Outcome } from './scenario';
import type { Violation } from './watch';

/** What is wrong with an outcome; empty when nothing is. */
export async function violations(outcome: Outcome): Promise<Violation[]> {
  const { world, workflows, isOver } = outcome;
  const runs = workflows.flatMap((workflow) => workflow.runs);
  const found = runs.map((run) => wrongEnd(run, outcome));
  const replayed = await Promise.all(runs.map(wrongReplay));
  const unended: Violation[] = isOver ? [] : [{ kind: 'never-ended', text: 'the story has no end' }];
  return [...world.watch.violations, ...unended, ...[...found, ...replayed].flatMap((violation) => violation ?? [])];
}

function wrongEnd(run: ModelRun, { world }: Outcome): Violation | undefined {
  const { runId, status, end } = run;
  if (status === 'open') return { kind: 'never-ended', text: `run ${runId} never ended` };
  switch (end?.kind) {
    case 'failed':
      if (isExplained(run, end.problem, world)) return undefined;
      return { kind: 'unexplained-red', text: `run ${runId} failed with ${end.problem.type}: ${end.problem.message}` };
    case 'cancelled':
      return run.cancelledAt === undefined
        ? { kind: 'unexplained-red', text: `run ${runId} ended as cancelled, and nobody had cancelled it` }
        : undefined;
    case 'done':
      return lost(run, end.copy.imageId);
    default:
      return undefined;
  }
}

function lost(run: ModelRun, imageId: string): Violation | undefined {
  const region = run.world.cloud.region(run.workflow.regionId);
  const isKnown = region.find(imageId) ?? region.removed.find((image) => image.imageId === imageId);
  return isKnown ? undefined : { kind: 'lost', text: `run ${run.runId} names ${imageId}, which never existed` };
}

/** A worker that lost its cache takes every decision of a run again. */
async function wrongReplay(run: ModelRun): Promise<Violation | undefined> {
  if (run.status !== 'ended' || isDeepStrictEqual(await run.replay(), run.end)) return undefined;
  return { kind: 'nondeterministic', text: `run ${run.runId} ends otherwise when it is replayed` };
}
