// The queue of copies: who starts when, whatever the limits and however seldom somebody looks.
import fc from 'fast-check';
import { CopyQueue } from '../../src/emulator/copy-queue';
import type { Image } from '../../src/emulator/image';
import { toSeed } from '../../src/emulator/seed';

interface Wanted {
  from: string;
  to: string;
  at: number;
  seconds: number;
}

const [anyImage] = toSeed().images;
const REGIONS = ['a-1', 'b-1', 'c-1'];
const END = 140;
const EVERY_SECOND = Array.from({ length: END + 1 }, (_, second) => second);

function imageOf({ from, to, at, seconds }: Wanted): Image {
  if (!anyImage) throw new Error('The default seed has no image');
  const copyOf = { regionId: from, imageId: `m-${from}` };
  return { ...anyImage, regionId: to, createdAt: at, formerShares: [], making: { copyOf, seconds } };
}

/** When each copy starts, in seconds, when somebody looks at these moments. */
function starts(wanted: readonly Wanted[], limits: Limits, looks: readonly number[]): number[] {
  const queue = new CopyQueue();
  const images = wanted.map((one) => imageOf({ ...one, at: one.at * 1_000 }));
  const toCome = [...images];
  for (const look of looks) {
    const now = look * 1_000;
    for (let next = toCome[0]; next && next.createdAt <= now; next = toCome[0]) {
      queue.add(next);
      toCome.shift();
    }
    queue.advance(now, limits);
  }
  return images.map(({ making }) => (making?.startedAt ?? Number.NaN) / 1_000);
}

interface Limits {
  copiesPerRegion: number;
  copiesPerSourceRegion: number;
}

const wantedCopies = fc
  .array(
    fc.record({
      from: fc.constantFrom(...REGIONS),
      to: fc.constantFrom(...REGIONS),
      at: fc.integer({ min: 0, max: 20 }),
      seconds: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((copies) => copies.sort((one, other) => one.at - other.at));

const limits = fc.record({
  copiesPerRegion: fc.integer({ min: 1, max: 3 }),
  copiesPerSourceRegion: fc.integer({ min: 0, max: 3 }),
});

test('looking does not change when a copy starts', () => {
  fc.assert(
    fc.property(wantedCopies, limits, (wanted, places) => {
      expect(starts(wanted, places, [END])).toEqual(starts(wanted, places, EVERY_SECOND));
    }),
  );
});

test('there are never more copies at once than there are places, and no place stays empty while one waits for it', () => {
  fc.assert(
    fc.property(wantedCopies, limits, (wanted, places) => {
      const startedAt = starts(wanted, places, [END]);
      const copies = wanted.map((copy, index) => ({ ...copy, start: startedAt[index] ?? END }));
      for (let now = 0; now < END; now++) expect(wrongAt(now, copies, places)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

/** What breaks the limits at a moment, or is kept waiting without a reason. */
function wrongAt(now: number, copies: readonly (Wanted & { start: number })[], places: Limits): string[] {
  const running = copies.filter(({ start, seconds }) => start <= now && now < start + seconds);
  const waiting = copies.filter(({ at, start }) => at <= now && start > now);
  const free = (side: 'from' | 'to', region: string) => {
    const limit = side === 'to' ? places.copiesPerRegion : places.copiesPerSourceRegion || Number.POSITIVE_INFINITY;
    return limit - running.filter((copy) => copy[side] === region).length;
  };
  const overfull = REGIONS.filter((region) => free('to', region) < 0 || free('from', region) < 0);
  const idle = waiting.filter(({ from, to }) => free('to', to) > 0 && free('from', from) > 0);
  return [...overfull, ...idle.map(({ from, to }) => `${from} to ${to} waits`)];
}
