// A model of the workers in virtual time: the activities of one run, their deaths and freezes, and what a left-out rule of
// the protocol changes in them. The protocol's own code runs on it: attemptCopy, lookForCopy.
import { type AttemptEffects, attemptCopy } from '../../src/activities/attempt-copy';
import { lookForCopy, nextLookMs } from '../../src/activities/await-copy';
import { eachOnce } from '../../src/activities/look';
import type { AttemptCopyInput, AwaitCopyInput, CopyAttempt, SettleEnd } from '../../src/shared/copy';
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

/** For ever: a worker that died, or a workflow whose run is closed. */
export const never = new Promise<never>(() => {});

export class ModelWorker {
  private readonly pending = new Set<number>();
  private activities = 0;
  private scheduledAt = 0;

  constructor(
    private readonly world: World,
    private readonly runId: string,
    private readonly isRunOpen: () => boolean,
  ) {}

  /** One attempt on a worker. The server gives up on it after its timeout; the worker may go on regardless. */
  attempt(input: AttemptCopyInput, isRepeated = false): Promise<CopyAttempt> {
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
            if (without === 'no image twice') return { ...listing, images: eachOnce(listing.images) };
            return without === 'double listing' ? { ...listing, pages: 1 } : listing;
          }),
      },
      isAwaited: () => step(async () => without === 'fence' || (this.isRunOpen() && this.pending.has(id))),
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

  /** The looks of a settle, each an attempt of its own. */
  settle(input: AwaitCopyInput): Promise<SettleEnd> {
    return this.settleWhole(this.mutilated(input));
  }

  /** A settle that no left-out rule shortens. */
  async settleWhole(input: AwaitCopyInput): Promise<SettleEnd> {
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

  private mutilated(input: AwaitCopyInput): AwaitCopyInput {
    const { without } = this.world;
    if (without === 'full window') return { ...input, until: input.until - 8 * MINUTE_MS };
    // As if the clock had run since the attempt was scheduled, not since its outcome was known to be unknown.
    if (without === 'T0 when learned') return { ...input, until: this.scheduledAt + input.until - input.startedAt };
    return input;
  }
}
