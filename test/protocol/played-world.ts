// The world of the protocol's tests: it answers as a test says, in a time of its own.
import { Cancelled, CopyFailure, type RunEffects, type WaitEnd, type WantedCopy } from '../../src/protocol/run-effects';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import type { AttemptCopyInput, CopyAttempt, SettleEnd, SettleInput, Shared } from '../../src/shared/activities';
import type { Copy } from '../../src/shared/copy';

export const MINUTE_MS = 60_000;
export const START = 1_000_000_000;

/** The longest run of a test, some hours of tries, takes fewer steps. */
const MAX_STEPS = 2_000;

export const wanted: WantedCopy = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-source' },
  destination: { regionId: 'cn-shanghai', imageName: 'office', shareWith: [] },
  onNameTaken: 'fail',
  onCancel: 'cancel-copy',
  plan: {
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
  originalRunId: 'run-1',
  deadline: START + 360 * MINUTE_MS,
};

export const image: Copy = { imageId: 'm-copy', madeByThisRun: true, foreign: false, duplicates: [] };
export const found: CopyAttempt = { kind: 'found', copy: image };
export const problem = { type: 'CallFailed', code: 'Some.Code', message: 'refused', requestId: 'R-1', hint: 'do this' };
export const refused = (more: object = {}): CopyAttempt => ({
  kind: 'not-applied',
  refusal: { problem, retryable: true, isConflict: false, ...more },
});

export class PlayedWorld implements RunEffects {
  attempts: AttemptCopyInput[] = [];
  /** The looks of a run that ends; what they find. */
  lastLooks: (CopyAttempt | Error)[] = [];
  looks = 0;
  settles: SettleInput[] = [];
  sleeps: number[] = [];
  /** How the waits end; the last one is that of all others. */
  waits: (WaitEnd | Error)[] = [{ kind: 'available' }];
  shares: (Shared | Error)[] = [{ sharedWith: [], duplicates: [], requestIds: [] }];
  cancels: ('gone' | 'finished' | Error)[] = ['gone'];
  /** The images that were waited for, shared and cancelled, in their order. */
  done: string[] = [];
  cancelled = false;
  /** What `random` says: no jitter, unless a test wants some. */
  jitter = 0;
  private clock = START;
  private steps = 0;

  constructor(
    private readonly answers: (CopyAttempt | Error)[],
    private readonly ends: (SettleEnd | Error)[] = [],
  ) {}

  async attempt(input: AttemptCopyInput): Promise<CopyAttempt> {
    if (input.lookOnly) {
      this.looks++;
      return this.lastLooks.length > 0 ? this.next(this.lastLooks) : { kind: 'absent' };
    }
    this.attempts.push(input);
    this.clock += 1_000;
    return this.next(this.answers);
  }

  async settle(input: SettleInput): Promise<SettleEnd> {
    this.settles.push(input);
    const end = this.next(this.ends);
    if (end.kind === 'never-seen') this.clock = input.until;
    return end;
  }

  async awaitAvailable({ imageId }: Copy): Promise<WaitEnd> {
    this.throwIfCancelled();
    this.done.push(`wait ${imageId}`);
    return this.next(this.waits);
  }

  async share({ imageId }: Copy): Promise<Shared> {
    this.done.push(`share ${imageId}`);
    return this.next(this.shares);
  }

  async cancelCopy({ imageId }: Copy): Promise<'gone' | 'finished'> {
    this.done.push(`cancel ${imageId}`);
    return this.next(this.cancels);
  }

  async sleep(milliseconds: number): Promise<void> {
    this.throwIfCancelled();
    this.sleeps.push(milliseconds);
    this.clock += milliseconds;
  }

  isCancelled(): boolean {
    // A protocol that never ends fails its test instead of hanging it.
    if (++this.steps > MAX_STEPS) throw new Error('the run does not end');
    return this.cancelled;
  }

  now = () => this.clock;
  random = () => this.jitter;

  private throwIfCancelled(): void {
    if (this.isCancelled()) throw new Cancelled();
  }

  private next<T>(answers: (T | Error)[]): T {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) throw new Error('the world has no answer left');
    if (answer instanceof Error) throw answer;
    return answer;
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
