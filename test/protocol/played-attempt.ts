// An attempt at a copy, in a region that is empty unless a test fills it.
import { type AttemptEffects, attemptCopy } from '../../src/protocol/attempt-copy';
import type { CopyRequest } from '../../src/protocol/cloud';
import type { AttemptCopyInput } from '../../src/shared/activities';
import { KEY, PlayedRegion, REGION, RUN, SOURCE_PROPERTIES, START } from './played-region';

/** The service's own time of the look. */
export const LOOKED_AT = START - 3_000;

const input: AttemptCopyInput = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-source' },
  destination: { regionId: REGION, imageName: 'Office', description: 'Autumn', shareWith: ['42'] },
  copyKey: KEY,
  sourceProperties: SOURCE_PROPERTIES,
  onNameTaken: 'fail',
  deadline: START + 60_000,
  originalRunId: RUN,
  clearedRunIds: [],
};

export class PlayedAttempt {
  readonly region = new PlayedRegion();
  sent: { request: CopyRequest; date: number }[] = [];
  /** What the fence says. */
  awaited: boolean | Error = true;
  /** Why CopyImage fails. */
  failure: unknown;
  runId = RUN;
  isRepeated = false;

  constructor() {
    this.region.date = LOOKED_AT;
  }

  run(more: Partial<AttemptCopyInput> = {}) {
    const effects: AttemptEffects = {
      reads: this.region,
      copyImage: async (request, date) => {
        this.region.calls.push('copy');
        this.sent.push({ request, date });
        if (this.failure) throw this.failure;
        return { imageId: 'm-new', requestId: 'R-1' };
      },
      isAwaited: async () => {
        this.region.calls.push('fence');
        if (this.awaited instanceof Error) throw this.awaited;
        return this.awaited;
      },
      scheduledAt: START,
      runId: this.runId,
      isRepeated: this.isRepeated,
    };
    return attemptCopy(effects, { ...input, ...more });
  }
}
