// The story of one copy, from its first look to its end: make it, wait until it is Available, share it; and what a cancel
// undoes.
import type { Shared } from '../shared/activities';
import type { Copy } from '../shared/copy';
import { ErrorType } from '../shared/error-types';
import type { Problem } from '../shared/problem';
import { ensureCopy } from './ensure-copy';
import { Cancelled, CopyFailure, type RunEffects, type WantedCopy } from './run-effects';
import { awaitVisible } from './settle';

/** How a copy ended. `copy`: the image that stood for it last; `imageId`: what is to be named in its row. */
export type CopyEnd =
  | { kind: 'done'; copy: Copy; shared: Shared }
  | {
      kind: 'failed';
      problem: Problem;
      imageId?: string | undefined;
      copy?: Copy | undefined;
      /** As far as it came. */
      shared?: Shared | undefined;
      /** Images one of which is probably the copy. */
      suspects?: string[] | undefined;
      /** A settle came to no end: the call may still take effect. */
      isUnsettled?: boolean | undefined;
    }
  | {
      kind: 'cancelled';
      problem?: Problem | undefined;
      imageId?: string | undefined;
      copy?: Copy | undefined;
      isUnsettled?: boolean | undefined;
    };

/** Runs a copy to its end. Throws nothing but what the effects throw besides `Cancelled` and `CopyFailure`. */
export async function runCopy(effects: RunEffects, wanted: WantedCopy): Promise<CopyEnd> {
  const run: Run = { effects, wanted };
  try {
    const copy = await availableCopy(run);
    return { kind: 'done', copy, shared: await effects.share(copy) };
  } catch (error) {
    if (error instanceof Cancelled) return endCancelled(run);
    if (!(error instanceof CopyFailure)) throw error;
    const { copy } = run;
    const { problem, known } = error;
    return { kind: 'failed', problem, imageId: error.imageId ?? copy?.imageId, copy, ...known };
  }
}

/** A run, and the image that stands for its copy at the moment. */
interface Run {
  readonly effects: RunEffects;
  readonly wanted: WantedCopy;
  copy?: Copy | undefined;
}

/** After an image was deleted this often during its copy, somebody does not want it. */
const MAX_GONE = 2;

/** Ends of a wait that saw the image for what it is, or gone after it was seen. */
const SEEN: readonly string[] = [ErrorType.CreateFailed, ErrorType.ImageGone, ErrorType.MarkerNotKept];

/** The copy, Available. One that somebody deletes meanwhile is ensured again, but not for ever. */
async function availableCopy(run: Run): Promise<Copy> {
  const { effects } = run;
  let { wanted } = run;
  for (let gone = 0; ; gone++) {
    run.copy = undefined;
    const { copy, deadline } = await ensureCopy(effects, wanted);
    run.copy = copy;
    const end = await effects.awaitAvailable(copy, deadline);
    if (end.kind === 'available') return copy;
    const { problem } = end;
    const mayBeUnseen = copy.madeByThisRun && !SEEN.includes(problem.type);
    const known = mayBeUnseen ? await awaitVisible(effects, wanted) : {};
    if (problem.type !== ErrorType.ImageGone || gone >= MAX_GONE) throw new CopyFailure(problem, copy.imageId, known);
    // What earlier runs left has been settled, and their image is gone.
    wanted = { ...wanted, deadline, knownImageId: undefined, interruptedAt: undefined };
  }
}

/** Undoes what a cancelled run has in flight, and nothing else. */
async function endCancelled({ effects, wanted, copy }: Run): Promise<CopyEnd> {
  const left: CopyEnd = { kind: 'cancelled', imageId: copy?.imageId, copy };
  if (!copy?.madeByThisRun) return left;
  if (wanted.onCancel === 'keep') {
    return { ...left, ...(await awaitVisible(effects, wanted)) };
  }
  try {
    const end = await effects.cancelCopy(copy);
    return end === 'gone' ? { kind: 'cancelled', copy } : left;
  } catch (error) {
    if (!(error instanceof CopyFailure)) throw error;
    return { ...left, problem: error.problem, ...(await awaitVisible(effects, wanted)) };
  }
}
