// One seed: a world as hostile as it was drawn, everything that happens in it, and what it came to.
import { drawSettings } from './draw-settings';
import type { LeftOut } from './left-out';
import { ModelCloud } from './model-cloud';
import { Workflow } from './model-server';
import { live } from './people';
import { Random } from './random';
import type { Settings } from './settings';
import { VirtualTime } from './virtual-time';
import { Watch } from './watch';
import type { World } from './world';

const START = Date.parse('2026-11-01T00:00:00Z');
const SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-source' };
const REGIONS = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen'];

/** No seed needs as many: a story that does never ends. */
const MOST_EVENTS = 200_000;

/** What makes a scenario other than the ordinary one. */
export interface Scenario {
  adjust?: (settings: Settings, random: Random) => void;
  without?: LeftOut;
}

/** What a seed came to. */
export interface Outcome {
  seed: number;
  world: World;
  workflows: readonly Workflow[];
  /** Every request has had its run, and nothing is left to happen. */
  isOver: boolean;
}

/** Lives one seed to its end. */
export async function simulate(seed: number, { adjust, without = {} }: Scenario = {}): Promise<Outcome> {
  const random = new Random(seed);
  const settings = drawSettings(random);
  adjust?.(settings, random);
  const { world, workflows } = createWorld(random, settings, { without });
  let isLived = false;
  void live(world, workflows).then(() => {
    isLived = true;
  });
  const isQuiet = await world.time.runToEnd(MOST_EVENTS);
  return { seed, world, workflows, isOver: isQuiet && isLived };
}

/** A world before anything has happened, and the copies that may be wanted in it. */
export function createWorld(
  random: Random,
  settings: Settings,
  { without = {}, imageName = 'office' }: Pick<Scenario, 'without'> & { imageName?: string },
): { world: World; workflows: Workflow[] } {
  const { hostility, fate, people } = settings;
  const time = new VirtualTime(START);
  const watch = new Watch();
  const cloud = new ModelCloud(time, random, hostility, watch);
  const world: World = { time, random, settings, fate, cloud, watch, without };
  watch.world = world;
  let runs = 0;
  const nextRunId = () => `00000000-0000-7000-8000-${(runs++).toString(16).padStart(12, '0')}`;
  REGIONS.slice(0, people.regions).forEach((regionId, index) => {
    const copyKey = 'abc'.charAt(index).repeat(20);
    watch.workflows.push(new Workflow(world, { source: SOURCE, regionId, imageName, copyKey }, nextRunId));
  });
  return { world, workflows: watch.workflows };
}
