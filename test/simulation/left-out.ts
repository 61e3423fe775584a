// Where a rule of the protocol can be left out: around the shipped code, in what the model hands to it. An empty object
// leaves everything in.
import type { AttemptEffects } from '../../src/protocol/attempt-copy';
import type { CancelEffects } from '../../src/protocol/cancel-step';
import type { ClosedRun } from '../../src/protocol/previous-run';
import type { RunEffects, WantedCopy } from '../../src/protocol/run-effects';
import type { settleStep } from '../../src/protocol/settle-step';
import type { ShareEffects, shareStep } from '../../src/protocol/share-step';
import type { waitStep } from '../../src/protocol/wait-step';
import type { AttemptCopyInput } from '../../src/shared/activities';

export interface LeftOut {
  wanted?: (wanted: WantedCopy) => WantedCopy;
  run?: (effects: RunEffects) => RunEffects;
  attemptInput?: (input: AttemptCopyInput, runId: string) => AttemptCopyInput;
  /** `serviceNow`: the time of the gateway that CopyImage goes to. */
  attempt?: (effects: AttemptEffects, input: AttemptCopyInput, serviceNow: () => number) => AttemptEffects;
  /** The date with which a call leaves its worker. */
  dateOnTheWire?: (date: number, serviceNow: number) => number;
  settleStep?: typeof settleStep;
  waitStep?: typeof waitStep;
  shareStep?: typeof shareStep;
  share?: (effects: ShareEffects) => ShareEffects;
  cancel?: (effects: CancelEffects, now: () => number) => CancelEffects;
  closedRun?: (run: ClosedRun) => ClosedRun;
  /** Only the last run is asked for what it left. */
  looksNoFurtherBack?: boolean;
  /** How many attempts an activity of attemptCopy has. */
  attempts?: number;
  areWritesCancellable?: boolean;
  isFenceBlindToCancel?: boolean;
  /** How old what a parent saw may be. */
  evidenceMs?: number;
  /** A child starts whatever has happened since its parent saw that there was nothing. */
  allowsDuplicates?: boolean;
}
