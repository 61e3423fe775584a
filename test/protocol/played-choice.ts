// A choice among the images of a region, for one wanted copy.
import { decide, type WantedImage } from '../../src/protocol/choose';
import type { Image } from '../../src/protocol/cloud';
import { KEY, PlayedRegion, REGION, RUN, SOURCE_PROPERTIES } from './played-region';

export const wanted: WantedImage = {
  destination: { regionId: REGION, imageName: 'Büro', shareWith: ['42', '43'] },
  copyKey: KEY,
  sourceProperties: SOURCE_PROPERTIES,
  onNameTaken: 'fail',
};

/** A decision about these images. */
export function choose(images: Image[], more: Partial<WantedImage> = {}, sharedWith: Record<string, string[]> = {}) {
  const region = new PlayedRegion();
  region.sharedWith = [sharedWith];
  const decision = decide(images, { ...wanted, ...more }, { reads: region, runId: RUN });
  return { decision, region };
}

export const adopted = (copy: object) => ({ kind: 'adopt', copy });
export const CREATE = { kind: 'create' };
