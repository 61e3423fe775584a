// Time that passes only when nothing is left to do: hours of a model in milliseconds, the same for the same seed.

interface Event {
  at: number;
  order: number;
  /** Undefined: taken back. */
  run: (() => void) | undefined;
}

/** A tick comes after every promise that can go on has gone on, however long the chain. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export class VirtualTime {
  private clock: number;
  private order = 0;
  private readonly events: Event[] = [];

  constructor(start: number) {
    this.clock = start;
  }

  /** Ms since the epoch. */
  now = (): number => this.clock;

  /**
   * Runs `run` after `delayMs`; events of the same instant run in the order in which they were made. Gives what takes it
   * back.
   */
  after(delayMs: number, run: () => void): () => void {
    const event: Event = { at: this.clock + Math.max(0, delayMs), order: this.order++, run };
    let index = this.events.length;
    while (index > 0 && isLater(event, this.events[index - 1])) index--;
    this.events.splice(index, 0, event);
    return () => {
      event.run = undefined;
    };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Lets time pass until no event is left, or `mostEvents` have happened: then it gives false. */
  async runToEnd(mostEvents: number): Promise<boolean> {
    await settled();
    for (let count = 0; count < mostEvents; ) {
      const event = this.events.pop();
      if (!event) return true;
      if (!event.run) continue;
      this.clock = event.at;
      event.run();
      await settled();
      count++;
    }
    return false;
  }
}

/** The list is kept with the next event at its end. */
function isLater(event: Event, other: Event | undefined): boolean {
  return other !== undefined && (event.at > other.at || (event.at === other.at && event.order > other.order));
}
