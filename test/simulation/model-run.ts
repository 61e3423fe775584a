// One run of a copy's workflow: its history, its cancel, its end. The story is the shipped runCopy.

import { withRecordOf } from '../../src/protocol/previous-run';
import { type CopyEnd, runCopy } from '../../src/protocol/run-copy';
import type { WantedCopy } from '../../src/protocol/run-effects';
import { PREVIOUS_RUN_EVIDENCE_MS } from '../../src/protocol/timing';
import type { PreviousRun } from '../../src/shared/copy';
import { type EffectsOfRun, modelEffects } from './model-effects';
import { type Entry, ModelHistory, type Outcome, type ResetPoint } from './model-history';
import type { Workflow } from './model-server';
import { Random } from './random';
import { type RunInput, wantedCopy } from './run-input';
import { forEver, type World } from './world';

/** Where a run comes from, other than a start. */
export interface Reset {
  of: ModelRun;
  point: ResetPoint;
  /** The cancel that came after the point counts again. */
  reappliesCancel: boolean;
}

export class ModelRun {
  status: 'open' | 'ended' | 'interrupted' = 'open';
  closedAt: number | undefined;
  end: CopyEnd | undefined;
  history = new ModelHistory(0);
  tookOver: boolean;
  /** EcdImageId. */
  imageId: string | undefined;
  /** The memo of images one of which is probably the copy. */
  suspectImageIds: string[] = [];
  cancelledAt: number | undefined;
  readonly createdAt: number;
  /** Temporal's start time: a reset keeps it. */
  readonly startTime: number;
  readonly original: ModelRun;
  readonly input: RunInput;
  /** An operator has failed an activity of it, or of a run whose history it has. */
  wasFailedByHand: boolean;
  private activity: { failByHand(): void } | undefined;
  private stops: (() => void)[] = [];
  private readonly whenClosed: (() => void)[] = [];

  constructor(
    readonly world: World,
    readonly workflow: Workflow,
    readonly runId: string,
    input: RunInput,
    readonly reset?: Reset | undefined,
  ) {
    this.createdAt = world.time.now();
    this.original = reset?.of.original ?? this;
    this.input = input;
    this.startTime = reset?.of.startTime ?? this.createdAt;
    this.tookOver = input.hasParent;
    this.wasFailedByHand = reset?.of.wasFailedByHand ?? false;
    this.keepRecord(input.previousRun);
  }

  /** The copy's time counts anew from the end of each settle, but those of a run that has given up only let it end. */
  get deadline(): number {
    const { entries } = this.history;
    const isTry = ({ what }: Entry) => what === 'wait' || what === 'attempt';
    const tries = this.status === 'open' ? entries : entries.slice(0, entries.findLastIndex(isTry) + 1);
    const settled = tries.filter(({ what, outcome }) => what === 'settle' && 'value' in outcome).map(({ at }) => at);
    const preparedAt = entries[0]?.at ?? this.startTime;
    return Math.max(preparedAt, ...settled) + this.input.copyTimeoutMs;
  }

  /** A settle of its own came to no end. */
  get isUnsettled(): boolean {
    return this.end !== undefined && this.end.kind !== 'done' && Boolean(this.end.isUnsettled);
  }

  begin(lagMs: number): void {
    this.world.time.after(lagMs, () => {
      if (this.status !== 'open') return;
      const now = this.world.time.now();
      const { reset } = this;
      const cancelledMeanwhile = this.cancelledAt !== undefined;
      this.history = reset ? ModelHistory.after(reset.of.history, reset.point, now) : new ModelHistory(now);
      if (cancelledMeanwhile || reset?.reappliesCancel) this.history.cancel();
      if (this.history.cancelIndex !== undefined) this.cancelledAt ??= reset?.of.cancelledAt ?? now;
      void this.execute(this.history).then(
        (end) => this.finish(end),
        (error: unknown) => this.broke(error),
      );
    });
  }

  /** Terminated, or ended by a reset: whatever it has under way goes on, and nobody hears of it. */
  interrupt(): void {
    if (this.status === 'open') this.close('interrupted');
  }

  cancel(): void {
    if (this.status !== 'open') return;
    this.cancelledAt ??= this.world.time.now();
    if (this.history.begunAt === 0) return;
    this.history.cancel();
    const { stops } = this;
    this.stops = [];
    for (const stop of stops) stop();
  }

  closed(): Promise<void> {
    return this.status === 'open' ? new Promise((resolve) => this.whenClosed.push(resolve)) : Promise.resolve();
  }

  failActivity(): void {
    if (this.status !== 'open' || !this.activity) return;
    this.wasFailedByHand = true;
    this.activity.failByHand();
  }

  /** Goes through the history again, as a worker that lost its cache does; it must end in the same way. */
  async replay(): Promise<CopyEnd | undefined> {
    const { begunAt, entries, cancelIndex } = this.history;
    const again = new ModelHistory(begunAt, [...entries], cancelIndex);
    const atTheEnd = Promise.resolve().then(() => new Promise<undefined>((resolve) => process.nextTick(resolve)));
    return Promise.race([this.execute(again), atTheEnd]);
  }

  /** As run-record.ts. */
  private keepRecord(previousRun: PreviousRun | undefined): void {
    this.imageId = previousRun?.imageId;
    this.suspectImageIds = previousRun?.suspectImageIds ?? [];
  }

  private finish(end: CopyEnd | undefined): void {
    if (this.status !== 'open') return;
    this.end = end;
    if (end?.kind === 'failed') this.suspectImageIds = [...new Set([...this.suspectImageIds, ...(end.suspects ?? [])])];
    this.close('ended');
    this.world.watch.ended(this);
  }

  private broke(error: unknown): void {
    this.world.watch.report('threw', `run ${this.runId}: ${error}`);
    this.interrupt();
  }

  private close(status: 'ended' | 'interrupted'): void {
    this.status = status;
    this.closedAt = this.world.time.now();
    for (const told of this.whenClosed) told();
  }

  /** Undefined: it was refused. */
  private async execute(history: ModelHistory): Promise<CopyEnd | undefined> {
    const previousRun = await this.effect(history, 'prepare', undefined, () => this.previousRun());
    if (history === this.history) this.keepRecord(previousRun);
    if (this.input.isRefused) return undefined;
    const whole = wantedCopy(this, previousRun, history.now());
    const wanted = this.world.without.wanted?.(whole) ?? whole;
    this.tookOver = true;
    return runCopy(modelEffects(this.effectsOn(history, wanted)), wanted);
  }

  private effectsOn(history: ModelHistory, wanted: WantedCopy): EffectsOfRun {
    let draws = 0;
    const number = Number.parseInt(this.original.runId.slice(-12), 16);
    return {
      world: this.world,
      runId: this.runId,
      wanted,
      isOpen: () => this.status === 'open',
      effect: (what, input, live) => this.effect(history, what, input, live),
      onCancel: (stop) => {
        if (history.isCancelRequested()) stop();
        else this.stops.push(stop);
      },
      isCancelled: () => history.isCancelled(),
      isCancelRequested: () => this.cancelledAt !== undefined,
      now: () => history.now(),
      // A reset run goes on in the sequence of the first one.
      random: () => new Random(number * 1_000 + draws++).next(),
      began: (activity) => {
        this.activity = activity;
      },
      tellImage: (imageId) => {
        this.imageId = imageId;
      },
    };
  }

  private async effect<T>(history: ModelHistory, what: string, input: unknown, live: () => Promise<T>): Promise<T> {
    if (history.isOther(what, input)) {
      this.world.watch.report('nondeterministic', `run ${this.runId} does ${what} where its history has another thing`);
      return forEver();
    }
    const recorded = history.replay();
    if (recorded) return unwrapped(recorded.outcome);
    // A replay of a history that is over.
    if (history !== this.history) return forEver();
    const { time } = this.world;
    const startedAt = time.now();
    history.pending = { what, input, startedAt };
    const outcome: Outcome = await live().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await this.workflowTask();
    // The workflow of a closed run is never woken again.
    if (this.status !== 'open') return forEver();
    history.pending = undefined;
    const entry: Entry = { what, input, startedAt, at: time.now(), outcome };
    history.record(entry);
    return unwrapped(outcome);
  }

  /** What is to be told may have to wait for a workflow worker. */
  private async workflowTask(): Promise<void> {
    const { time, random, fate } = this.world;
    if (random.chance(fate.slowWorkflow)) await time.sleep(random.between(0, fate.longestWorkflowLagMs));
  }

  /** As prepare-copy.ts: what the parent saw counts only while it is fresh. */
  private async previousRun(): Promise<PreviousRun> {
    const { previousRun } = this.input;
    const evidenceMs = this.world.without.evidenceMs ?? PREVIOUS_RUN_EVIDENCE_MS;
    const isFresh = previousRun && this.startTime - previousRun.checkedAt <= evidenceMs;
    return isFresh ? previousRun : withRecordOf(previousRun, await this.workflow.findPreviousRun(this));
  }
}

function unwrapped<T>(outcome: Outcome): T {
  if ('error' in outcome) throw outcome.error;
  return outcome.value as T;
}
