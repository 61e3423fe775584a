// What strikes a world at random instants: workers die or freeze, the network is cut, the Temporal server dies.
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalProcess } from '../../src/local/processes';
import type { TemporalServer } from '../../src/local/temporal-server';
import type { Random } from '../simulation/random';
import type { FaultWorld } from './fault-world';

export interface Strikes {
  /** How often each kind has struck. */
  counts: Record<string, number>;
  /** Strikes no more; resolves when everything runs again. */
  stop(): Promise<void>;
}

interface Targets {
  world: FaultWorld;
  temporal: TemporalServer;
  /** Two of them; a strike may replace one. */
  workers: LocalProcess[];
}

async function killWorker({ world, workers }: Targets, random: Random): Promise<void> {
  const index = Math.floor(random.between(0, workers.length));
  await workers[index]?.kill9();
  workers[index] = world.startWorker();
}

async function freezeWorker({ workers }: Targets, random: Random): Promise<void> {
  const worker = random.pick(workers);
  worker.freeze();
  await sleep(random.between(0, 4_000));
  worker.thaw();
}

/** As a deployment would: one after the other. */
async function replaceWorkers({ world, workers }: Targets): Promise<void> {
  for (const [index, worker] of workers.entries()) {
    workers[index] = world.startWorker();
    await worker.stop();
  }
}

async function cutNetwork({ world }: Targets, random: Random): Promise<void> {
  world.proxy.setCut(true);
  await sleep(random.between(0, 3_000));
  world.proxy.setCut(false);
}

async function killTemporal({ temporal }: Targets): Promise<void> {
  await temporal.kill9();
  await temporal.restart();
}

const KINDS = { killWorker, freezeWorker, replaceWorkers, cutNetwork, killTemporal };

/** Strikes every few seconds until it is stopped, each kind in turn and from then on by chance. */
export function strikeAtRandom(targets: Targets, random: Random): Strikes {
  const kinds = Object.entries(KINDS);
  const counts: Record<string, number> = {};
  let isOver = false;
  const loop = async () => {
    for (let turn = 0; !isOver; turn++) {
      await sleep(random.between(2_000, 8_000));
      const [name, strike] = kinds[turn] ?? random.pick(kinds);
      if (isOver) break;
      await strike(targets, random);
      counts[name] = (counts[name] ?? 0) + 1;
    }
  };
  const running = loop();
  return {
    counts,
    async stop() {
      isOver = true;
      await running;
    },
  };
}
