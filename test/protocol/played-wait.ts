// One read of a wait, played against a region that shows what a test says.
import type { Image } from '../../src/protocol/cloud';
import { type WaitFacts, waitStep } from '../../src/protocol/wait-step';
import type { AwaitAvailableInput } from '../../src/shared/activities';
import { image, KEY, MARKER, PlayedRegion, REGION, RUN, START, timing } from './played-region';

export const input: AwaitAvailableInput = {
  regionId: REGION,
  imageId: 'm-1',
  copyKey: KEY,
  originalRunId: RUN,
  timing,
};

export const DESCRIBE = `describe ${REGION} m-1`;
export const LIST = `list ${REGION}`;
export const HOURS_MS = 21_600_000;

export function play(shown: Image | Error | undefined, more: Partial<WaitFacts> = {}, asked = input) {
  const region = new PlayedRegion();
  region.byId = [shown];
  const facts = { now: START, attempt: 1, runId: RUN, timeLeftMs: () => HOURS_MS, ...more };
  return { region, read: () => waitStep(region, asked, facts) };
}

export const ours = (more: Partial<Image> = {}) => image({ description: `Office ${MARKER}`, ...more });
