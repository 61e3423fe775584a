// Time that passes only when nothing is left to do: hours of a model in milliseconds, the same for the same seed.

interface Event {
  at: number;
  order: number;
  run: () => void;
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export class VirtualTime {
  private clock: number;
  private order = 0;
  private readonly events: Event[] = [];

  constructor(start: number) {
    this.clock = start;
  }

  /** Ms since the epoch. */
  now = (): number => this.clock;

  /** Runs `run` after `delayMs`; events of the same instant run in the order in which they were made. */
  after(delayMs: number, run: () => void): void {
    const event = { at: this.clock + Math.max(0, delayMs), order: this.order++, run };
    let index = this.events.length;
    while (index > 0 && isLater(event, this.events[index - 1])) index--;
    this.events.splice(index, 0, event);
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Lets time pass until no event is left. */
  async runToEnd(): Promise<void> {
    await settled();
    for (let event = this.events.pop(); event; event = this.events.pop()) {
      this.clock = event.at;
      event.run();
      await settled();
    }
  }
}

/** The list is kept with the next event at its end. */
function isLater(event: Event, other: Event | undefined): boolean {
  return other !== undefined && (event.at > other.at || (event.at === other.at && event.order > other.order));
}
