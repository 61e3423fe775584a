// What must hold after every seed.
import { ErrorType } from '../../src/shared/error-types';
import { MINUTE_MS } from './model-images';
import type { ModelRun } from './model-run';
import type { Outcome } from './scenario';

/** The longest that a protocol waits before it tries again. */
const LONGEST_BACK_OFF_MS = 3 * MINUTE_MS;

/** A run that tried to the end of its time, in a region that nobody could list in one piece. */
function ranOutOfTime({ closedAt = 0, wanted }: ModelRun, { world }: Outcome): boolean {
  const { readFailure, pageShifts } = world.cloud.hostility;
  return readFailure > 0 && pageShifts && closedAt > wanted.deadline - LONGEST_BACK_OFF_MS;
}

/** Reasons for which a run may end without a copy in a world like this one. */
function isAllowed(type: string, run: ModelRun, outcome: Outcome): boolean {
  const { world } = outcome;
  const { hostility } = world.cloud;
  if (type === ErrorType.CallFailed) return ranOutOfTime(run, outcome);
  if (type === ErrorType.CreateFailed) return hostility.createFailed > 0;
  // The second image of one call may still be without its description when the first is cancelled.
  if (type === ErrorType.NameTaken && hostility.twice > 0 && hostility.descriptionLate) return true;
  // A description that lost the marker: the one thing that the protocol cannot work with, and says so.
  if (hostility.descriptionCut) return true;
  const { lost, lateArrival, lateApplication, lostAnswer } = hostility;
  const canBeUnknown = lost + lateArrival + lateApplication + lostAnswer + world.fate.crash + world.fate.freeze > 0;
  return type === ErrorType.CopyOutcomeUnknown && canBeUnknown;
}

function violationsOf(run: ModelRun, index: number, outcome: Outcome): string[] {
  const { end } = run;
  if (!end) return run.status === 'interrupted' ? [] : [`run ${index} never ended`];
  if (end.kind === 'failed' && !isAllowed(end.type, run, outcome)) return [`run ${index} failed with ${end.type}`];
  return [];
}

/** Every duplicate that exists is in the result of the last run. */
function unnamedDuplicates({ runs, existing }: Outcome): string[] {
  const end = runs.at(-1)?.end;
  if (end?.kind !== 'found') return [];
  const named = [end.copy.imageId, ...end.duplicates];
  return existing.filter((imageId) => !named.includes(imageId)).map((imageId) => `${imageId} is not in the result`);
}

function lostCopies({ runs, existing, world }: Outcome): string[] {
  const end = runs.at(-1)?.end;
  if (end?.kind !== 'found') return [];
  const isThere = existing.includes(end.copy.imageId) || world.cloud.hostility.createFailed > 0;
  return isThere ? [] : [`the result names ${end.copy.imageId}, which does not exist`];
}

/** What is wrong with an outcome; empty when nothing is. A description that is cut hides a copy from every later run. */
export function violations(outcome: Outcome): string[] {
  const { world, runs } = outcome;
  const found = [
    ...world.cloud.violations,
    ...runs.flatMap((run, index) => violationsOf(run, index, outcome)),
    ...unnamedDuplicates(outcome),
    ...lostCopies(outcome),
  ];
  return world.cloud.hostility.descriptionCut ? [] : found;
}
