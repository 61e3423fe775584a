// The queue of copies into one region: so many are made at once, and the others wait for a place.
import { endOfMaking, type Image, isQueued, type Making } from './image';

/** How far a queue is to be worked off. Times in ms since the epoch. */
interface QueueTurn {
  /** Copies that are made at once. */
  places: number;
  /** Up to when it is done already: nothing starts before. */
  since: number;
  now: number;
}

/** Starts those of a region's copies that would have started by `now`, at the moment they would have. */
export function startQueuedCopies(images: readonly Image[], { places, since, now }: QueueTurn): void {
  if (!images.some(isQueued)) return;
  const copies = images.flatMap(({ createdAt, making }) => (making?.isCopy ? [{ createdAt, making }] : []));
  const makings = copies.map(({ making }) => making);
  for (const { createdAt, making } of copies) {
    if (making.startedAt !== undefined) continue;
    // A place that a cancelled copy left, or a changed setting made, was not there before.
    const startsAt = Math.max(createdAt, placeFreeAt(makings, places), since);
    if (startsAt > now) return;
    making.startedAt = startsAt;
  }
}

/** When the first of the region's places is free. */
function placeFreeAt(copies: Making[], places: number): number {
  const started = copies.filter(({ startedAt }) => startedAt !== undefined);
  const ends = started.map((copy) => endOfMaking(copy) ?? Number.POSITIVE_INFINITY).sort((a, b) => b - a);
  return ends[places - 1] ?? 0;
}
