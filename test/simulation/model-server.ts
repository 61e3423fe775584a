// The Temporal server's view of one copy's workflow id: at most one open run, what a describe and visibility tell of the
// closed ones, starts that it refuses, and resets.
import { type ClosedRun, leftBehind, owesNothing } from '../../src/protocol/previous-run';
import type { PreviousRun } from '../../src/shared/copy';
import type { SourceImage } from '../../src/shared/distribution';
import type { ResetPoint } from './model-history';
import { ModelRun } from './model-run';
import type { RunInput } from './run-input';
import type { World } from './world';

const MAX_VISIBILITY_LAG_MS = 5_000;
const MAX_TASK_LAG_MS = 1_000;
const VISIBILITY_DELAY_MS = 1_000;

/** What a describe told, and of which run. */
export interface Evidence {
  previousRun: PreviousRun;
  latest: ModelRun | undefined;
}

/** The copy that a workflow id stands for. */
interface Wanted {
  source: SourceImage;
  regionId: string;
  imageName: string;
  copyKey: string;
}

export class Workflow {
  readonly runs: ModelRun[] = [];
  readonly source: SourceImage;
  readonly regionId: string;
  readonly imageName: string;
  readonly copyKey: string;

  constructor(
    private readonly world: World,
    { source, regionId, imageName, copyKey }: Wanted,
    private readonly nextRunId: () => string,
  ) {
    this.source = source;
    this.regionId = regionId;
    this.imageName = imageName;
    this.copyKey = copyKey;
  }

  get current(): ModelRun | undefined {
    return this.runs.at(-1);
  }

  /** Exact. Undefined while a run is open. */
  describe(checkedAt: number): Evidence | undefined {
    const latest = this.kept().at(-1);
    if (!latest) return { latest, previousRun: { checkedAt, status: 'NOT_FOUND' } };
    return latest.status === 'open' ? undefined : { latest, previousRun: this.left(latest, checkedAt) };
  }

  /** What visibility, seconds late, knows of the runs before `asking`: asked again while it shows one as open. */
  async findPreviousRun(asking: ModelRun): Promise<PreviousRun> {
    const { time, random } = this.world;
    for (;;) {
      const checkedAt = time.now();
      await time.sleep(random.between(0, MAX_TASK_LAG_MS));
      const latest = this.listed(asking, { checkedAt, shownAt: time.now() - random.between(0, MAX_VISIBILITY_LAG_MS) });
      if (latest) return latest;
      await time.sleep(VISIBILITY_DELAY_MS);
    }
  }

  private listed(
    asking: ModelRun,
    { checkedAt, shownAt }: { checkedAt: number; shownAt: number },
  ): PreviousRun | undefined {
    let latest: PreviousRun | undefined;
    for (const run of this.kept()) {
      // Kept out: a run that is started and interrupted within visibility's lag of a start by hand (failure model,
      // "A `copyAndShareImage` started by hand"). So what was interrupted is listed, though perhaps as running.
      const isListed = run.createdAt <= shownAt || run.status === 'interrupted';
      if (run === asking || !isListed) continue;
      if ((run.closedAt ?? Number.POSITIVE_INFINITY) > shownAt) return undefined;
      const left = this.left(run, checkedAt);
      if ((left.closeTime ?? 0) >= (latest?.closeTime ?? 0)) latest = left;
    }
    return latest ?? { checkedAt, status: 'NOT_FOUND' };
  }

  /** Undefined: refused, since a run is open, or there is one where none may be. */
  start(input: RunInput, evidence?: Evidence): ModelRun | undefined {
    const { world } = this;
    if (this.current?.status === 'open') return undefined;
    const isRejecting = evidence?.previousRun.status === 'NOT_FOUND' && !world.without.allowsDuplicates;
    if (isRejecting && this.kept().length > 0) return undefined;
    if (evidence && this.isStartedBlindly(evidence)) return undefined;
    return this.begin(new ModelRun(world, this, this.nextRunId(), input));
  }

  terminate(): void {
    this.current?.interrupt();
  }

  /** A new run begins within the history of `of`; the server ends the open run, whichever it is. */
  reset(of: ModelRun, point: ResetPoint, reappliesCancel: boolean): void {
    const { world } = this;
    if (of.history.begunAt === 0 || !this.kept().includes(of)) return;
    this.current?.interrupt();
    this.begin(new ModelRun(world, this, this.nextRunId(), of.input, { of, point, reappliesCancel }));
  }

  private begin(run: ModelRun): ModelRun {
    const { random, fate } = this.world;
    this.runs.push(run);
    const isSlow = random.chance(fate.slowWorkflow);
    run.begin(isSlow ? random.between(0, fate.longestWorkflowLagMs) : 0);
    return run;
  }

  /** A closed run is kept for the namespace's retention. */
  private kept(): ModelRun[] {
    const { time, fate } = this.world;
    return this.runs.filter(({ closedAt = time.now() }) => time.now() - closedAt < fate.retentionMs);
  }

  /** As earlier-runs.ts. */
  private left(last: ModelRun, checkedAt: number): PreviousRun {
    const kept = this.kept();
    const runs: [ClosedRun, ...ClosedRun[]] = [this.closed(last)];
    for (const earlier of kept.slice(0, kept.indexOf(last)).reverse()) {
      if (runs.some(owesNothing) || this.world.without.looksNoFurtherBack) break;
      runs.push(this.closed(earlier));
    }
    return leftBehind(runs, checkedAt);
  }

  /** As closed-run.ts. */
  private closed({
    status,
    isUnsettled,
    tookOver,
    reset,
    startTime,
    createdAt,
    closedAt,
    imageId,
    suspectImageIds,
  }: ModelRun): ClosedRun {
    const run: ClosedRun = {
      wasInterrupted: status === 'interrupted',
      tookOver,
      wasReset: reset !== undefined,
      isUnsettled,
      // Of a run that began with a reset Temporal tells when it was reset.
      startTime: reset ? createdAt : startTime,
      closeTime: closedAt,
      imageId,
      suspectImageIds,
    };
    return this.world.without.closedRun?.(run) ?? run;
  }

  /**
   * Kept out: a run that is started and interrupted between another's describe and start, while what was described
   * counts (failure model, "A run that is started and terminated between another's describe and start").
   */
  private isStartedBlindly({ latest, previousRun }: Evidence): boolean {
    const { time, without } = this.world;
    if (time.now() - previousRun.checkedAt > 60_000 || without.allowsDuplicates) return false;
    return this.runs.some(
      (run) => run !== latest && run.createdAt >= previousRun.checkedAt && run.status === 'interrupted',
    );
  }
}
