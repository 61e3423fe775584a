// The history of a run: what came of each effect, in their order. A reset, or a worker that lost its cache, goes through
// it again.
import { isDeepStrictEqual } from 'node:util';

/** How an effect ended. */
export type Outcome = { value: unknown } | { error: unknown };

export interface Entry {
  what: string;
  input: unknown;
  startedAt: number;
  /** When the workflow was told: its clock until the next entry. */
  at: number;
  outcome: Outcome;
}

/** Where a new run begins in the history of an old one. */
export interface ResetPoint {
  /** So many entries are kept. */
  kept: number;
  /** The cancel that the old run was told of while the next effect was under way is part of what is kept. */
  keepsCancel: boolean;
}

/** An effect that has begun and not ended. */
export interface Pending {
  what: string;
  input: unknown;
  startedAt: number;
}

export class ModelHistory {
  pending: Pending | undefined;
  private consumed = 0;

  constructor(
    /** When the first workflow task was worked on. */
    readonly begunAt: number,
    readonly entries: Entry[] = [],
    /** The cancel was requested while this entry was awaited. */
    public cancelIndex?: number | undefined,
  ) {}

  /** The beginning of a run that was reset at `begunAt`: the last task is worked on anew, and so has a new time. */
  static after(reset: ModelHistory, { kept, keepsCancel }: ResetPoint, begunAt: number): ModelHistory {
    const entries = reset.entries.slice(0, kept);
    const last = entries.at(-1);
    if (last && !keepsCancel) entries[kept - 1] = { ...last, at: begunAt };
    const { cancelIndex = Number.POSITIVE_INFINITY } = reset;
    const isKept = cancelIndex < kept || (keepsCancel && cancelIndex === kept);
    return new ModelHistory(kept === 0 ? begunAt : reset.begunAt, entries, isKept ? cancelIndex : undefined);
  }

  /** The clock of the workflow. */
  now(): number {
    return this.entries[this.consumed - 1]?.at ?? this.begunAt;
  }

  /** What the workflow knows at this point of it. */
  isCancelled(): boolean {
    return this.cancelIndex !== undefined && this.consumed > this.cancelIndex;
  }

  /** Whether a cancel was requested that the effect now begun has to hear of at once. */
  isCancelRequested(): boolean {
    return this.cancelIndex !== undefined && this.cancelIndex <= this.consumed;
  }

  cancel(): void {
    // Before its first task a run that was reset stands at the end of what it has kept.
    this.cancelIndex ??= this.isReplaying() ? this.entries.length - 1 : this.consumed;
  }

  isReplaying(): boolean {
    return this.consumed < this.entries.length;
  }

  /** Whether the history has another effect where the run has this one: it took another decision than before. */
  isOther(what: string, input: unknown): boolean {
    const entry = this.entries[this.consumed];
    return entry !== undefined && (entry.what !== what || !isDeepStrictEqual(entry.input, input));
  }

  /** The entry of the next effect; undefined: it has not happened yet. */
  replay(): Entry | undefined {
    const entry = this.entries[this.consumed];
    if (entry) this.consumed++;
    return entry;
  }

  record(entry: Entry): void {
    this.entries.push(entry);
    this.consumed++;
  }
}
