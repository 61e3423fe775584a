// Every request ever, in order: what a test compares with what a caller believes.

/** One request. */
export interface LedgerEntry {
  seq: number;
  /** ISO 8601 with milliseconds, by this machine's clock. */
  at: string;
  action: string;
  /** The decoded parameters as they were sent. */
  params: Record<string, string>;
  requestId: string;
  /** Whether the action took effect, or, for a read, was done. */
  applied: boolean;
  /** Whether an answer was written. */
  answered: boolean;
  statusCode?: number | undefined;
  /** Of CopyImage and CreateImage: the image that the request made. */
  imageId?: string | undefined;
}

/** All requests of an emulator. */
export class Ledger {
  private readonly entries: LedgerEntry[] = [];

  /** The entry may be completed later, as the request's fate shows. */
  open(entry: Omit<LedgerEntry, 'seq' | 'applied' | 'answered'>): LedgerEntry {
    const opened = { ...entry, seq: this.entries.length + 1, applied: false, answered: false };
    this.entries.push(opened);
    return opened;
  }

  read(action: string | undefined, after: number): LedgerEntry[] {
    return this.entries.filter((entry) => entry.seq > after && (action === undefined || entry.action === action));
  }
}
