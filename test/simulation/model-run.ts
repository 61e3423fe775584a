// A model of Temporal in virtual time: one run of a copy, its cancel, termination and end. The protocol's own code runs on
// it: ensureCopy.
import { confirmedListing } from '../../src/activities/confirmed-listing';
import { copiesWithKey } from '../../src/activities/look';
import type { FoundCopy } from '../../src/shared/copy';
import { ErrorType } from '../../src/shared/error-types';
import type { CopyEffects, WantedCopy } from '../../src/workflows/copy-effects';
import { DestinationFailure } from '../../src/workflows/destination-failure';
import { ensureCopy } from '../../src/workflows/ensure-copy';
import { MINUTE_MS } from './model-images';
import { ModelWorker, never, type World } from './model-worker';

/** How a run ended. */
export type RunEnd =
  | { kind: 'found'; copy: FoundCopy; duplicates: string[] }
  | { kind: 'failed'; type: string }
  | { kind: 'cancelled'; copy?: FoundCopy | undefined };

class Cancelled extends Error {}

export class ModelRun {
  status: 'open' | 'ended' | 'interrupted' = 'open';
  closedAt: number | undefined;
  knownImageId: string | undefined;
  end: RunEnd | undefined;
  private isCancelled = false;
  private readonly worker: ModelWorker;
  private wakeOnCancel: (() => void)[] = [];
  private readonly whenClosed: (() => void)[] = [];

  constructor(
    private readonly world: World,
    readonly runId: string,
    readonly wanted: WantedCopy,
    private readonly onCancel: 'cancel-copy' | 'keep',
  ) {
    this.worker = new ModelWorker(world, runId, () => this.status === 'open');
  }

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
      attemptCopy: (input) => this.ifOpen(this.untilCancelIfMutilated(this.worker.attempt(input))),
      awaitCopy: (input) => this.ifOpen(this.untilCancelIfMutilated(this.worker.settle(input))),
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
    // Nobody hears how the work ends.
    work.catch(() => {});
    if (this.isCancelled) return Promise.reject(new Cancelled());
    const cancelled = new Promise<never>((_, reject) => this.wakeOnCancel.push(() => reject(new Cancelled())));
    return Promise.race([work, cancelled]);
  }

  private untilCancelIfMutilated<T>(work: Promise<T>): Promise<T> {
    return this.world.without === 'not cancellable' ? this.cancellable(work) : work;
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
      const listing = await this.ifOpen(confirmedListing(reads, '')).catch(() => undefined);
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
    await this.worker.settleWhole({ destination, copyKey, startedAt: now, until, createdAfter: now, timing });
    return { kind: 'cancelled', copy };
  }
}
