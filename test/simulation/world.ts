// Everything that a seed's story happens in.

import type { LeftOut } from './left-out';
import type { ModelCloud } from './model-cloud';
import type { Random } from './random';
import type { Fate, Settings } from './settings';
import type { VirtualTime } from './virtual-time';
import type { Watch } from './watch';

export interface World {
  time: VirtualTime;
  random: Random;
  settings: Settings;
  fate: Fate;
  cloud: ModelCloud;
  watch: Watch;
  /** What the rule that is left out, if any, changes. */
  without: LeftOut;
}

/** For ever: a worker that died, or a workflow whose run is closed. Each has its own, which is forgotten with it. */
export const forEver = () => new Promise<never>(() => {});
