// Children start in portions: hundreds of starts in one workflow task make pages of history that no client can read.
import { sleep } from '@temporalio/workflow';

/** A child's start, with its input, is some kilobytes; a client takes 4 MB at once. */
const PORTION = 50;

/** Timers fire in a workflow task of their own. */
const PAUSE_MS = 100;

/** The starts of one run. */
export class StartPortions {
  private left = PORTION;
  private pause: Promise<void> | undefined;

  /** Returns when one more child may be started: at most 50 a workflow task. */
  async next(): Promise<void> {
    while (this.left === 0) {
      this.pause ??= this.refill();
      await this.pause;
    }
    this.left -= 1;
  }

  private async refill(): Promise<void> {
    try {
      await sleep(PAUSE_MS);
      this.left = PORTION;
    } finally {
      this.pause = undefined;
    }
  }
}
