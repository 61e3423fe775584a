// One seed: a hostile world, requests for one copy, and everything that people and machines do to its runs meanwhile.
import { FULL_SETTLE_WINDOW_MS } from '../../src/shared/timing';
import type { WantedCopy } from '../../src/workflows/copy-effects';
import { interruptedAt } from '../../src/workflows/settle';
import { ModelCloud } from './model-cloud';
import { type Hostility, MINUTE_MS } from './model-images';
import { ModelRun } from './model-run';
import type { World } from './model-worker';
import { Random } from './random';
import type { Rule } from './rules';
import { VirtualTime } from './virtual-time';

const START = Date.parse('2026-11-01T00:00:00Z');
const NAME = 'office';
const MAX_ACTIONS = 5;

const timing = {
  callTimeoutMs: 30_000,
  settleWindowMs: FULL_SETTLE_WINDOW_MS,
  pollMinMs: 10_000,
  pollMaxMs: 120_000,
  visibilityGraceMs: 3 * MINUTE_MS,
};

function hostilityOf(random: Random): Hostility {
  const some = (most: number) => (random.chance(0.5) ? random.between(0, most) : 0);
  return {
    lost: some(0.5),
    lateArrival: some(0.8),
    lateApplication: some(0.8),
    lostAnswer: some(0.8),
    refused: some(0.5),
    twice: random.chance(0.1) ? 0.5 : 0,
    readFailure: some(0.3),
    createFailed: random.chance(0.2) ? 0.5 : 0,
    descriptionLate: random.chance(0.3),
    descriptionCut: random.chance(0.05),
    visibilityLate: random.chance(0.5),
    pageShifts: random.chance(0.4),
    uniqueNames: random.chance(0.3),
    skewMs: random.chance(0.3) ? random.between(-20, 20) * MINUTE_MS : 0,
  };
}

function worldOf(seed: number, without: Rule | undefined): World {
  const random = new Random(seed);
  const time = new VirtualTime(START);
  const cloud = new ModelCloud(time, random, hostilityOf(random));
  const fate = {
    crash: random.chance(0.4) ? random.between(0, 0.1) : 0,
    freeze: random.chance(0.4) ? random.between(0, 0.2) : 0,
    skewMs: random.chance(0.3) ? random.between(-20, 20) * MINUTE_MS : 0,
  };
  return { time, random, cloud, fate, without };
}

/** The runs of one copy's workflow id, one after the other, as the Temporal server and our parents start them. */
class Requests {
  readonly runs: ModelRun[] = [];

  constructor(private readonly world: World) {}

  get current(): ModelRun | undefined {
    return this.runs.at(-1);
  }

  /** A parent: waits until no run owns the copy, sees what the last one left, and starts its own. */
  async request(): Promise<ModelRun> {
    const { time, random } = this.world;
    for (;;) {
      const last = this.current;
      await last?.closed();
      await time.sleep(random.between(0, 1_000));
      if (last === this.current && last?.status !== 'open') return this.start(last);
    }
  }

  /** A reset: the run is closed and its workflow begins again, while its activity goes on. */
  reset(): void {
    const last = this.current;
    if (last?.status !== 'open') return;
    last.interrupt();
    this.begin(last.wanted);
  }

  private start(last: ModelRun | undefined): ModelRun {
    const { time, random, without } = this.world;
    const now = time.now();
    // A run that ended long ago is forgotten with the namespace's retention.
    const isForgotten = last?.status !== 'interrupted' && random.chance(0.2);
    const status = !last || isForgotten ? 'NOT_FOUND' : last.status === 'interrupted' ? 'INTERRUPTED' : 'ENDED';
    const inherited = interruptedAt({ checkedAt: now, status, closeTime: last?.closedAt }, timing, now);
    return this.begin({
      source: { regionId: 'cn-hangzhou', imageId: 'm-source' },
      destination: { regionId: 'cn-shanghai', imageName: NAME, shareWith: [] },
      onNameTaken: 'fail',
      plan: { copyKey: 'a'.repeat(20), sourceProperties: {}, copyTimeoutMs: 360 * MINUTE_MS, timing },
      originalRunId: this.nextRunId(),
      deadline: now + 360 * MINUTE_MS,
      knownImageId: isForgotten ? undefined : last?.knownImageId,
      interruptedAt: without === 'settle of an interrupted run' ? undefined : inherited,
    });
  }

  private nextRunId(): string {
    return `00000000-0000-7000-8000-${this.runs.length.toString(16).padStart(12, '0')}`;
  }

  private begin(wanted: WantedCopy): ModelRun {
    const onCancel = this.world.random.chance(0.5) ? 'keep' : 'cancel-copy';
    const run = new ModelRun(this.world, this.nextRunId(), wanted, onCancel);
    this.runs.push(run);
    run.start();
    return run;
  }
}

/** Some things happen within seconds of a create, some within the settle, some long after. */
function someTime({ random }: World): number {
  return random.between(0, random.pick([5_000, 60_000, 5 * MINUTE_MS, 40 * MINUTE_MS]));
}

async function live(world: World, requests: Requests): Promise<void> {
  const { random, time } = world;
  void requests.request();
  const actions = Math.floor(random.between(0, MAX_ACTIONS));
  for (let count = 0; count < actions; count++) {
    await time.sleep(someTime(world));
    const action = random.pick(['terminate', 'reset', 'cancel', 'request'] as const);
    if (action === 'terminate') requests.current?.interrupt();
    if (action === 'cancel') requests.current?.cancel();
    if (action === 'reset') requests.reset();
    if (action !== 'reset' && random.chance(0.8)) void requests.request();
  }
  // The last word is a request that nobody disturbs.
  await requests.request();
}

/** What a seed came to: the world as it was left, for the invariants. */
export interface Outcome {
  seed: number;
  world: World;
  runs: readonly ModelRun[];
  existing: readonly string[];
}

/** Lives one seed to its end. `without` leaves out a rule of the protocol. */
export async function simulate(seed: number, without?: Rule): Promise<Outcome> {
  const world = worldOf(seed, without);
  const requests = new Requests(world);
  void live(world, requests);
  await world.time.runToEnd();
  return { seed, world, runs: requests.runs, existing: world.cloud.existing(NAME).map(({ imageId }) => imageId) };
}
