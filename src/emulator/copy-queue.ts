// The queue of copies: a copy starts when there is a place for it in its destination and in the region of its source.
import { endOfMaking, type Image } from './image';
import type { Settings } from './settings';

type Places = Pick<Settings, 'copiesPerRegion' | 'copiesPerSourceRegion'>;

/** A copy, and the regions in which it takes a place. */
interface Copy {
  image: Image;
  ends: readonly { side: keyof Places; regionId: string }[];
}

/** Copies that wait, oldest first, and those that have a place. Nothing runs by itself: it is worked off when asked. */
export class CopyQueue {
  private waiting: Copy[] = [];
  private started: Copy[] = [];
  /** Up to when every copy has started that could. */
  private startedUpTo = 0;

  add(image: Image): void {
    const source = image.making?.copyOf;
    if (!source) return;
    const destination = { side: 'copiesPerRegion', regionId: image.regionId } as const;
    const ends = [destination, { side: 'copiesPerSourceRegion', regionId: source.regionId } as const];
    this.waiting.push({ image, ends });
  }

  /** Starts the copies that would have started by now, each at the moment it would have. */
  advance(now: number, places: Places): void {
    this.waiting = this.waiting.filter(({ image }) => !image.removal);
    for (let next = this.next(places); next && next.startsAt <= now; next = this.next(places)) {
      const { copy, startsAt } = next;
      if (copy.image.making) copy.image.making.startedAt = startsAt;
      this.waiting = this.waiting.filter((other) => other !== copy);
      this.started.push(copy);
    }
    this.startedUpTo = now;
    this.started = this.started.filter(({ image }) => isUnfinished(image, now));
  }

  /** How many copies of an image wait or run. */
  countOf(sourceId: string, now: number): number {
    const all = [...this.waiting, ...this.started].map(({ image }) => image);
    return all.filter((image) => image.making?.copyOf?.imageId === sourceId && isUnfinished(image, now)).length;
  }

  /** The first copy to start; of several at one moment the oldest. */
  private next(places: Places): { copy: Copy; startsAt: number } | undefined {
    const known = new Map<string, number>();
    const freeAt = ({ side, regionId }: Copy['ends'][number]): number => {
      const key = `${side} ${regionId}`;
      const moment = known.get(key) ?? placeFreeAt(this.endsIn(side, regionId), places[side]);
      known.set(key, moment);
      return moment;
    };
    let first: { copy: Copy; startsAt: number } | undefined;
    for (const copy of this.waiting) {
      // A place that a cancelled copy left, or a changed setting made, was not there before.
      const startsAt = Math.max(copy.image.createdAt, this.startedUpTo, ...copy.ends.map(freeAt));
      if (!first || startsAt < first.startsAt) first = { copy, startsAt };
    }
    return first;
  }

  /** When the copies that have a place there leave it. */
  private endsIn(side: keyof Places, regionId: string): number[] {
    return this.started
      .filter(({ ends }) => ends.some((end) => end.side === side && end.regionId === regionId))
      .map(({ image }) => endOfMaking(image) ?? Number.POSITIVE_INFINITY);
  }
}

/** When the first of so many places is free; 0 places: there is no limit. */
function placeFreeAt(ends: readonly number[], places: number): number {
  return places === 0 ? 0 : ([...ends].sort((a, b) => b - a)[places - 1] ?? 0);
}

function isUnfinished(image: Image, now: number): boolean {
  return (endOfMaking(image) ?? Number.POSITIVE_INFINITY) > now;
}
