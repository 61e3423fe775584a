// A model of Temporal and its workers in virtual time: one run of a copy, its activities, their deaths and freezes.
// The protocol's own code runs on it: ensureCopy, attemptCopy, lookForCopy.
import { agreedListing } from '../../src/activities/agreed-listing';
import { type AttemptEffects, attemptCopy } from '../../src/activities/attempt-copy';
import { lookForCopy, nextLookMs } from '../../src/activities/await-copy';
import { copiesWithKey } from '../../src/activities/look';
import type { AttemptCopyInput, AwaitCopyInput, CopyAttempt, FoundCopy, SettleEnd } from '../../src/shared/copy';
import { ErrorType } from '../../src/shared/error-types';
import type { CopyEffects, WantedCopy } from '../../src/workflows/copy-effects';
import { DestinationFailure } from '../../src/workflows/destination-failure';
import { ensureCopy } from '../../src/workflows/ensure-copy';
import type { ModelCloud } from './model-cloud';
import { MINUTE_MS } from './model-images';
import type { Random } from './random';
import type { Rule } from './rules';
import type { VirtualTime } from './virtual-time';

const START_TO_CLOSE_MS = 2 * MINUTE_MS;

/** What can happen to a worker; probabilities of each step that it takes. */
export interface WorkerFate {
  crash: number;
  freeze: number;
  /** Of a worker's clock against the true one. */
  skewMs: number;
}

export interface World {
  time: VirtualTime;
  random: Random;
  cloud: ModelCloud;
  fate: WorkerFate;
  /** The rule that is left out, if any. */
  without?: Rule | undefined;
}

/** How a run ended. */
export type RunEnd =
  | { kind: 'found'; copy: FoundCopy; duplicates: string[] }
  | { kind: 'failed'; type: string }
  | { kind: 'cancelled'; copy?: FoundCopy | undefined };

class Cancelled extends Error {}

/** For ever: a worker that died, or a workflow whose run is closed. */
const never = new Promise<never>(() => {});

export class ModelRun {
  status: 'open' | 'ended' | 'interrupted' = 'open';
  closedAt: number | undefined;
  knownImageId: string | undefined;
  end: RunEnd | undefined;
  private isCancelled = false;
  private readonly pending = new Set<number>();
  private activities = 0;
  private scheduledAt = 0;
  private wakeOnCancel: (() => void)[] = [];
  private readonly whenClosed: (() => void)[] = [];

  constructor(
    private readonly world: World,
    readonly runId: string,
    readonly wanted: WantedCopy,
    private readonly onCancel: 'cancel-copy' | 'keep',
  ) {}

  start(): void {
    void this.execute().then((end) => {
      if (this.status !== 'open') return;
      this.end = end;
      this.close('ended');
    });
  }

  /** Terminated, or reset: whatever it has under way goes on, and nobody hears of it. */
  interrupt(): void {
    if (this.status === 'open') this.close('interrupted');
  }

  cancel(): void {
    if (this.status !== 'open') return;
    this.isCancelled = true;
    for (const wake of this.wakeOnCancel) wake();
  }

  closed(): Promise<void> {
    return this.status === 'open' ? new Promise((resolve) => this.whenClosed.push(resolve)) : Promise.resolve();
  }

  private close(status: 'ended' | 'interrupted'): void {
    this.status = status;
    this.closedAt = this.world.time.now();
    for (const told of this.whenClosed) told();
  }

  private async execute(): Promise<RunEnd> {
    let copy: FoundCopy | undefined;
    try {
      copy = await ensureCopy(this.effects(), this.wanted);
      this.knownImageId = copy.imageId;
      return await this.untilAvailable(copy);
    } catch (error) {
      if (error instanceof Cancelled) return this.endCancelled(copy);
      if (!(error instanceof DestinationFailure)) throw error;
      return { kind: 'failed', type: error.failure.type };
    }
  }

  private effects(): CopyEffects {
    const { time, random } = this.world;
    return {
      attemptCopy: (input) => this.ifOpen(this.untilCancelIfMutilated(this.attempt(input))),
      awaitCopy: (input) => this.ifOpen(this.untilCancelIfMutilated(this.settle(this.mutilated(input)))),
      sleep: (milliseconds) => this.ifOpen(this.cancellable(time.sleep(milliseconds))),
      throwIfCancelled: () => {
        if (this.isCancelled) throw new Cancelled();
      },
      now: time.now,
      random: random.next,
    };
  }

  /** The workflow of a closed run is never woken again. */
  private async ifOpen<T>(work: Promise<T>): Promise<T> {
    const [result] = await Promise.allSettled([work]);
    if (this.status !== 'open') return never;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  private cancellable<T>(work: Promise<T>): Promise<T> {
    if (this.isCancelled) return Promise.reject(new Cancelled());
    const cancelled = new Promise<never>((_, reject) => this.wakeOnCancel.push(() => reject(new Cancelled())));
    return Promise.race([work, cancelled]);
  }

  private untilCancelIfMutilated<T>(work: Promise<T>): Promise<T> {
    return this.world.without === 'not cancellable' ? this.cancellable(work) : work;
  }

  private mutilated(input: AwaitCopyInput): AwaitCopyInput {
    const { without } = this.world;
    if (without === 'full window') return { ...input, until: input.until - 8 * MINUTE_MS };
    // As if the clock had run since the attempt was scheduled, not since its outcome was known to be unknown.
    if (without === 'T0 when learned') return { ...input, until: this.scheduledAt + input.until - input.startedAt };
    return input;
  }

  /** One attempt on a worker. The server gives up on it after its timeout; the worker may go on regardless. */
  private attempt(input: AttemptCopyInput, isRepeated = false): Promise<CopyAttempt> {
    const { time, random, without } = this.world;
    const id = this.activities++;
    this.pending.add(id);
    this.scheduledAt = time.now();
    return new Promise((resolve, reject) => {
      const answer = (tell: () => void) => {
        if (this.pending.delete(id)) tell();
      };
      const begin = () => {
        void this.onWorker(input, id).then(
          (attempt) => answer(() => resolve(attempt)),
          (error: unknown) => answer(() => reject(error)),
        );
        time.after(START_TO_CLOSE_MS, () =>
          answer(() => {
            if (without === 'one attempt' && !isRepeated) resolve(this.attempt(input, true));
            else reject(new Error('activity timed out'));
          }),
        );
      };
      // A task queue with work for hours: the attempt waits, and its timeout has not begun.
      time.after(random.chance(0.1) ? random.between(0, 15 * MINUTE_MS) : random.between(0, 2_000), begin);
    });
  }

  private onWorker(input: AttemptCopyInput, id: number): Promise<CopyAttempt> {
    return attemptCopy(this.attemptEffects(id), this.mutilatedAttempt(input));
  }

  private mutilatedAttempt(input: AttemptCopyInput): AttemptCopyInput {
    return this.world.without === 'settle after a reset' ? { ...input, originalRunId: this.runId } : input;
  }

  private attemptEffects(id: number): AttemptEffects {
    const { cloud, time, fate, without } = this.world;
    const reads = cloud.reads();
    const step = <T>(work: () => Promise<T>) => this.step(work);
    return {
      reads: {
        ...reads,
        listImages: (regionId) =>
          step(async () => {
            const listing = await reads.listImages(regionId);
            if (without === 'look before create') return { ...listing, images: [] };
            return without === 'double listing' ? { ...listing, pages: 1 } : listing;
          }),
      },
      isAwaited: () => step(async () => without === 'fence' || (this.status === 'open' && this.pending.has(id))),
      copyImage: (request, date) =>
        step(() => {
          const description = without === 'key in the marker' ? 'no marker' : request.destinationDescription;
          const dated = without === 'pinned date' ? time.now() + cloud.hostility.skewMs : date;
          return cloud.copyImage({ ...request, destinationDescription: description }, dated);
        }),
      now: () => time.now() + fate.skewMs,
      runId: this.runId,
    };
  }

  /** A step of a worker: before and after it, the worker may die, or freeze and wake later. */
  private async step<T>(work: () => Promise<T>): Promise<T> {
    await this.mishap();
    const result = await work();
    await this.mishap();
    return result;
  }

  private async mishap(): Promise<void> {
    const { random, time, fate } = this.world;
    if (random.chance(fate.crash)) await never;
    if (random.chance(fate.freeze)) await time.sleep(random.between(1_000, random.pick([2, 5, 40]) * MINUTE_MS));
  }

  private async settle(input: AwaitCopyInput): Promise<SettleEnd> {
    const { time, random, cloud, fate } = this.world;
    for (;;) {
      const begunAt = time.now();
      await time.sleep(random.between(0, 1_000));
      if (random.chance(fate.crash)) {
        await time.sleep(START_TO_CLOSE_MS);
        continue;
      }
      const end = await lookForCopy(cloud.reads(), input, this.runId, begunAt).catch(() => undefined);
      if (end) return end;
      await time.sleep(nextLookMs(input, begunAt));
    }
  }

  /** The wait and the audit, as far as the protocol needs them. */
  private async untilAvailable(copy: FoundCopy): Promise<RunEnd> {
    const { time, cloud } = this.world;
    const reads = cloud.reads();
    const { copyKey } = this.wanted.plan;
    for (;;) {
      if (this.isCancelled) throw new Cancelled();
      const image = await this.ifOpen(reads.describeImage('', copy.imageId)).catch(() => undefined);
      if (image?.status === 'CreateFailed') return { kind: 'failed', type: ErrorType.CreateFailed };
      if (image?.description && copiesWithKey([image], copyKey).length === 0) {
        return { kind: 'failed', type: ErrorType.MarkerNotKept };
      }
      if (image?.status === 'Available') break;
      await this.ifOpen(this.cancellable(time.sleep(MINUTE_MS)));
    }
    for (;;) {
      const listing = await this.ifOpen(agreedListing(reads, '')).catch(() => undefined);
      const keyed = listing && copiesWithKey(listing.images, copyKey).map(({ imageId }) => imageId);
      if (keyed) return { kind: 'found', copy, duplicates: keyed.filter((imageId) => imageId !== copy.imageId) };
      await time.sleep(1_000);
    }
  }

  private async endCancelled(copy: FoundCopy | undefined): Promise<RunEnd> {
    const { cloud, time, without } = this.world;
    const isOurs = copy?.madeByThisRun || (copy && without === 'run in the marker');
    if (!copy || !isOurs) return { kind: 'cancelled', copy };
    if (this.onCancel === 'cancel-copy') {
      cloud.cancel(copy.imageId, this.runId);
      this.knownImageId = undefined;
      return { kind: 'cancelled' };
    }
    const now = time.now();
    const { destination, plan } = this.wanted;
    const { copyKey, timing } = plan;
    const until = now + timing.settleWindowMs;
    await this.settle({ destination, copyKey, startedAt: now, until, createdAfter: now, timing });
    return { kind: 'cancelled', copy };
  }
}
