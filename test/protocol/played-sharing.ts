// The sharing of the attempt side's tests: an image, the fence, and the calls that add accounts.
import type { ShareMemory } from '../../src/protocol/share-memory';
import { type ShareEffects, shareStep } from '../../src/protocol/share-step';
import { KEY, PlayedRegion, REGION, START, timing } from './played-region';

export const FENCE = 'fence';

export const input = { regionId: REGION, imageId: 'm-1', shareWith: ['1', '2', '3'], copyKey: KEY, timing };

/** A sharing of `m-1`, the accounts of which are shown one list after the other. */
export class PlayedSharing {
  readonly region = new PlayedRegion();
  /** Of the calls that added. */
  dates: number[] = [];
  /** The answers of the fence, then true. */
  fence: (boolean | Error)[] = [];
  /** The errors of the calls that add, undefined where one succeeds. */
  failures: (Error | undefined)[] = [];
  private added = 0;

  constructor(shown: string[][]) {
    this.region.sharedWith = shown.map((accounts) => ({ 'm-1': accounts }));
  }

  step(learned?: ShareMemory, asked = input) {
    const effects: ShareEffects = {
      reads: this.region,
      addAccounts: async (some, { regionId, imageId }, date) => {
        this.region.calls.push(`add ${regionId} ${imageId} ${some.join()}`);
        const failure = this.failures.shift();
        if (failure) throw failure;
        this.dates.push(date);
        return { requestId: `R-${++this.added}` };
      },
      isAwaited: async () => {
        this.region.calls.push(FENCE);
        const answer = this.fence.shift() ?? true;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    return shareStep(effects, asked, { now: START, learned });
  }

  /** How many calls that add were sent. */
  get sent() {
    return this.region.calls.filter((call) => call.startsWith('add')).length;
  }
}
