// Chance that repeats itself for the same seed.

/** Globals are slow inside jest, and chance is asked for often. */
const { imul, floor } = Math;

export class Random {
  private state: number;

  constructor(seed: number) {
    // Seeds that follow each other must not give sequences that do.
    this.state = imul(seed + 1, 0x9e3779b1) >>> 0;
    for (let round = 0; round < 4; round++) this.next();
  }

  /** In [0, 1): mulberry32. */
  next = (): number => {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = imul(value ^ (value >>> 15), value | 1);
    value ^= value + imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** As `between`, but often at its upper end: limits break at their edge. */
  upTo(high: number): number {
    return this.chance(0.4) ? high * 0.999 : this.between(0, high);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}
