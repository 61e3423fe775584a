// An activity as the Temporal server keeps it: tasks that are delivered late or lost, timeouts, retries, a memory from
// attempt to attempt, and an end that is told once.
import type { Again, AttemptFacts, Step } from '../../src/protocol/step';
import type { Problem } from '../../src/shared/problem';
import { unexpected } from '../../src/shared/problems';
import { MINUTE_MS } from './settings';
import type { World } from './world';

/** Upper bounds of the time that a task waits for a worker, where nothing is wrong. */
const TASK_LAGS_MS = [50, 50, 2_000];
const MAX_LATE_TASK_MS = 15 * MINUTE_MS;

/** Timeouts and retries; the values are those of activity-options.ts. */
export interface Policy {
  startToCloseMs: number;
  scheduleToCloseMs?: number | undefined;
  maximumAttempts?: number | undefined;
  initialIntervalMs: number;
  coefficient: number;
  maximumIntervalMs: number;
}

/** What an attempt is told; `isAwaited` is the server's own answer, asked at any time. */
export interface Facts<P> extends AttemptFacts<P> {
  attempt: number;
  timeLeftMs(): number;
  isAwaited(): boolean;
}

export type ActivityEnd<T> =
  | { kind: 'completed'; value: T }
  | { kind: 'failed'; problem: Problem }
  /** `last`: why the last attempt failed, where the server ended it before its time because no further one fits. */
  | { kind: 'timed-out'; last?: Again<unknown> | undefined }
  | { kind: 'cancelled' };

export class ModelActivity<T, P> {
  readonly ended: Promise<ActivityEnd<T>>;
  private tell: (end: ActivityEnd<T>) => void = () => {};
  private attempt = 0;
  private isStarted = false;
  private hasEnded = false;
  private isCancelRequested = false;
  private learned: P | undefined;
  private readonly scheduledAt: number;
  private takeBack: (() => void)[] = [];

  constructor(
    private readonly world: World,
    private readonly isRunOpen: () => boolean,
    private readonly policy: Policy,
    private readonly onWorker: (facts: Facts<P>) => Promise<Step<T, P>>,
  ) {
    this.ended = new Promise((resolve) => {
      this.tell = resolve;
    });
    const { time } = world;
    this.scheduledAt = time.now();
    const { scheduleToCloseMs } = policy;
    if (scheduleToCloseMs !== undefined) {
      this.takeBack.push(time.after(scheduleToCloseMs, () => this.end({ kind: 'timed-out' })));
    }
    this.schedule(0);
  }

  /** An attempt under way is not interrupted: it does not heartbeat before its end. */
  requestCancel(): void {
    this.isCancelRequested = true;
    if (!this.isStarted) this.end({ kind: 'cancelled' });
  }

  /** Temporal lets an operator fail an activity by its id. */
  failByHand(): void {
    this.end({ kind: 'failed', problem: unexpected('failed by hand') });
  }

  private schedule(delayMs: number): void {
    const { time, random, fate } = this.world;
    const attempt = ++this.attempt;
    const scheduledAt = time.now() + delayMs;
    this.isStarted = false;
    const longestLagMs = random.chance(fate.lateTask) ? MAX_LATE_TASK_MS : random.pick(TASK_LAGS_MS);
    const lag = random.between(0, longestLagMs);
    time.after(delayMs + lag, () => this.deliver(attempt, scheduledAt));
  }

  private isPending(attempt: number): boolean {
    return !this.hasEnded && this.attempt === attempt && this.isRunOpen();
  }

  private deliver(attempt: number, scheduledAt: number): void {
    // The server hands out no task of a closed run, or of an attempt that it has given up.
    if (!this.isPending(attempt)) return;
    const { time, random, fate } = this.world;
    this.isStarted = true;
    const hasTimedOut = () => this.isPending(attempt) && this.retry();
    const forget = time.after(this.policy.startToCloseMs, hasTimedOut);
    if (random.chance(fate.lostTask)) return;
    const { scheduleToCloseMs = Number.POSITIVE_INFINITY } = this.policy;
    const timeLeftMs = () => this.scheduledAt + scheduleToCloseMs - time.now();
    const isAwaited = () => this.isPending(attempt);
    const told = (tell: () => void) => {
      if (!isAwaited()) return;
      forget();
      tell();
    };
    const facts = { attempt, now: scheduledAt, learned: this.learned, timeLeftMs, isAwaited };
    void this.onWorker(facts).then(
      (step) => told(() => this.answered(step)),
      // A step throws where its activity does, and the server tries again.
      () => told(() => this.retry()),
    );
  }

  private answered(step: Step<T, P>): void {
    if (step.kind === 'done') this.end({ kind: 'completed', value: step.value });
    else if (step.kind === 'failed') this.end({ kind: 'failed', problem: step.problem });
    else {
      if (step.learned !== undefined) this.learned = step.learned;
      this.retry(step);
    }
  }

  /** Undefined: the attempt timed out, or its worker threw. */
  private retry(last?: Again<P>): void {
    const { policy, world, attempt } = this;
    const { maximumAttempts = Number.POSITIVE_INFINITY, scheduleToCloseMs = Number.POSITIVE_INFINITY } = policy;
    const backOff = Math.min(policy.initialIntervalMs * policy.coefficient ** (attempt - 1), policy.maximumIntervalMs);
    const delay = nextRetryDelayMs(last) ?? backOff;
    const isLast = attempt >= maximumAttempts || world.time.now() + delay > this.scheduledAt + scheduleToCloseMs;
    if (this.isCancelRequested) this.end({ kind: 'cancelled' });
    else if (isLast) this.end({ kind: 'timed-out', last });
    else this.schedule(delay);
  }

  private end(end: ActivityEnd<T>): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    for (const takeBack of this.takeBack) takeBack();
    this.tell(end);
  }
}

/** As polled.ts tells the server. */
function nextRetryDelayMs(last: Again<unknown> | undefined): number | undefined {
  if (!last) return undefined;
  return last.problem ? last.afterMs : Math.max(1, Math.round(last.afterMs ?? 0));
}
