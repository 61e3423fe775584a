// A worker while it works on one attempt of an activity: before and after each of its steps it may die, or freeze and wake
// later. What it does is the shipped code of the step.
import type { AttemptEffects } from '../../src/protocol/attempt-copy';
import type { CancelEffects } from '../../src/protocol/cancel-step';
import type { ImageReads } from '../../src/protocol/cloud';
import type { ShareEffects } from '../../src/protocol/share-step';
import type { AttemptCopyInput } from '../../src/shared/activities';
import type { Sender } from './model-cloud';
import { forEver, type World } from './world';

const DESCRIBE_MS = 7;

/** What the server tells an attempt. */
interface TaskFacts {
  /** When it was scheduled. */
  now: number;
  isAwaited(): boolean;
}

/** What it tells an attempt at a copy. */
interface AttemptFacts extends TaskFacts {
  /** 1-based. */
  attempt: number;
  isCancelRequested(): boolean;
}

export class ModelWorker {
  constructor(private readonly world: World) {}

  reads(): ImageReads {
    const reads = this.world.cloud.reads(() => this.mishap());
    return {
      listImages: (regionId) => this.step(() => reads.listImages(regionId)),
      describeImage: (image) => this.step(() => reads.describeImage(image)),
      describeImagePermission: (image) => this.step(() => reads.describeImagePermission(image)),
    };
  }

  attemptEffects(input: AttemptCopyInput, sender: Sender, facts: AttemptFacts): AttemptEffects {
    const { cloud, without } = this.world;
    const { dateOnTheWire = (date) => date } = without;
    const serviceNow = () => cloud.region(input.source.regionId).clock();
    const effects: AttemptEffects = {
      reads: this.reads(),
      copyImage: (request, date) =>
        this.step(() => cloud.copyImage(request, dateOnTheWire(date, serviceNow()), sender)),
      isAwaited: () => this.fence(() => facts.isAwaited() && !facts.isCancelRequested()),
      scheduledAt: facts.now,
      runId: sender.runId,
      isRepeated: facts.attempt > 1,
    };
    return without.attempt?.(effects, input, serviceNow) ?? effects;
  }

  shareEffects(isAwaited: () => boolean): ShareEffects {
    const { cloud, without } = this.world;
    const effects: ShareEffects = {
      reads: this.reads(),
      addAccounts: (accounts, image, date) => this.step(() => cloud.addAccounts(accounts, image, date)),
      isAwaited: () => this.fence(isAwaited),
    };
    return without.share?.(effects) ?? effects;
  }

  cancelEffects(sender: Sender, { now, isAwaited }: TaskFacts): CancelEffects {
    const { cloud, without, time } = this.world;
    const effects: CancelEffects = {
      reads: this.reads(),
      cancelCopyImage: (image, date) =>
        this.step(() => cloud.cancelCopyImage(image, date, { ...sender, isDatedByTemporal: date === now })),
      isAwaited: () => this.fence(isAwaited),
    };
    return without.cancel?.(effects, () => time.now()) ?? effects;
  }

  /** A describe of the run: exact, where the Temporal server answers. */
  private fence(isAwaited: () => boolean): Promise<boolean> {
    const { time, random, fate } = this.world;
    return this.step(async () => {
      await time.sleep(DESCRIBE_MS);
      if (random.chance(fate.fenceFailure)) throw new Error('the Temporal server does not answer');
      return isAwaited();
    });
  }

  private async step<T>(work: () => Promise<T>): Promise<T> {
    await this.mishap();
    try {
      return await work();
    } finally {
      await this.mishap();
    }
  }

  private async mishap(): Promise<void> {
    const { random, time, fate } = this.world;
    if (fate.crash > 0 && random.chance(fate.crash)) await forEver();
    if (fate.freeze > 0 && random.chance(fate.freeze)) {
      await time.sleep(random.between(1_000, random.pick(fate.freezesMs)));
    }
  }
}
