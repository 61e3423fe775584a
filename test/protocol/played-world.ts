// The world of the protocol's tests: it answers as a test says, in a time of its own.
import { Cancelled, CopyFailure, type RunEffects, type WaitEnd, type WantedCopy } from '../../src/protocol/run-effects';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import type { AttemptCopyInput, CopyAttempt, SettleEnd, SettleInput, Shared } from '../../src/shared/activities';
import type { Copy } from '../../src/shared/copy';
import { nextOf } from './played';

export const MINUTE_MS = 60_000;
export const START = 1_000_000_000;

/** The longest run of a test, some hours of tries, takes fewer. */
const MAX_STEPS = 2_000;

export const wanted: WantedCopy = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-source' },
  destination: { regionId: 'cn-shanghai', imageName: 'office', shareWith: [] },
  onNameTaken: 'fail',
  onCancel: 'cancel-copy',
  terms: {
    copyKey: 'a'.repeat(20),
    sourceProperties: {},
    copyTimeoutMs: 360 * MINUTE_MS,
    timing: {
      callTimeoutMs: 30_000,
      settleWindowMs: FULL_SETTLE_WINDOW_MS,
      pollMinMs: 10_000,
      pollMaxMs: 120_000,
      visibilityGraceMs: 3 * MINUTE_MS,
    },
  },
  beganAt: START,
  originalRunId: 'run-1',
  deadline: START + 360 * MINUTE_MS,
};

export const image: Copy = { imageId: 'm-copy', madeByThisRun: true, foreign: false, duplicates: [] };
export const found: CopyAttempt = { kind: 'copy', copy: image };
export const problem = { type: 'CallFailed', code: 'Some.Code', message: 'refused', requestId: 'R-1', hint: 'do this' };
export const refused = (more: object = {}): CopyAttempt => ({
  kind: 'not-applied',
  refusal: { problem, retryable: true, isConflict: false, ...more },
});

/** What a run does, as the story of a world tells it. */
type Deed = 'attempt' | 'settle' | 'wait' | 'share' | 'cancel' | 'sleep';

export class PlayedWorld implements RunEffects {
  /** What the run did, in its order, with the images that it did it to. */
  story: string[] = [];
  attempts: AttemptCopyInput[] = [];
  settles: SettleInput[] = [];
  sleeps: number[] = [];
  /** Why it slept. */
  reasons: string[] = [];
  waits: (WaitEnd | Error)[] = [{ kind: 'available' }];
  /** Until when images were awaited. */
  deadlines: number[] = [];
  shares: (Shared | Error)[] = [{ sharedWith: [], duplicates: [], requestIds: [] }];
  cancels: ('gone' | 'finished' | Error)[] = ['gone'];
  cancelled = false;
  /** The first such deed is when somebody cancels the run. */
  cancelledIn?: Deed;
  /** How late a sleep ends. */
  wakesLateMs = 0;
  /** What `random` says: no jitter, unless a test wants some. */
  jitter = 0;
  private clock = START;
  private steps = 0;

  constructor(
    private readonly answers: (CopyAttempt | Error)[],
    private readonly ends: (SettleEnd | Error)[] = [],
  ) {}

  async attempt(input: AttemptCopyInput): Promise<CopyAttempt> {
    this.does('attempt');
    this.attempts.push(input);
    this.clock += 1_000;
    return nextOf(this.answers);
  }

  async settle(input: SettleInput): Promise<SettleEnd> {
    this.does('settle');
    this.settles.push(input);
    const end = nextOf(this.ends);
    if (end.kind === 'never-seen') this.clock = input.until;
    return end;
  }

  async awaitAvailable({ imageId }: Copy, deadline: number): Promise<WaitEnd> {
    this.deadlines.push(deadline);
    this.does('wait', imageId);
    this.throwIfCancelled();
    return nextOf(this.waits);
  }

  async share({ imageId }: Copy): Promise<Shared> {
    this.does('share', imageId);
    return nextOf(this.shares);
  }

  async cancelCopy({ imageId }: Copy): Promise<'gone' | 'finished'> {
    this.does('cancel', imageId);
    return nextOf(this.cancels);
  }

  async sleep(milliseconds: number, because: string): Promise<void> {
    this.does('sleep');
    this.throwIfCancelled();
    this.sleeps.push(milliseconds);
    this.reasons.push(because);
    this.clock += milliseconds + this.wakesLateMs;
  }

  isCancelled(): boolean {
    this.countStep();
    return this.cancelled;
  }

  now = () => this.clock;
  random = () => this.jitter;

  private does(deed: Deed, imageId?: string): void {
    this.countStep();
    this.story.push(imageId === undefined ? deed : `${deed} ${imageId}`);
    if (deed === this.cancelledIn) this.cancelled = true;
  }

  /** A protocol that never ends fails its test instead of hanging it. */
  private countStep(): void {
    if (++this.steps > MAX_STEPS) throw new Error('the run does not end');
  }

  private throwIfCancelled(): void {
    if (this.cancelled) throw new Cancelled();
  }
}

/** The failure that a run must end with. */
export async function reasonOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CopyFailure)) throw error ?? new Error('it did not fail');
  return error;
}
