// Whether an image can be what the source is, by its system, platform, size and encryption.
import type { SourceProperties } from '../shared/copy';
import type { Image } from './cloud';
import { parseMarker } from './marker';

/**
 * Whether nothing that is known of an image speaks against its being a copy of the source: a marker is only text. What an
 * image says of itself before it is Available may not be final.
 */
export function canBeCopy(image: Image, source: SourceProperties): boolean {
  if (image.status !== 'Available') return true;
  const isOther = [
    isKnownOther(image.osType, source.osType),
    isKnownOther(image.platform, source.platform),
    isKnownOther(image.size, source.size),
    image.encrypted && source.encrypted === false,
  ];
  return !isOther.some(Boolean);
}

/** Whether an image that carries no marker of ours can stand for the copy: all of it has to be known, and alike. */
export function isAdoptable(image: Image, source: SourceProperties): boolean {
  return (
    (image.status === 'Available' || image.status === 'Creating') &&
    parseMarker(image.description) === undefined &&
    isSame(image.osType, source.osType) &&
    isSame(image.platform, source.platform) &&
    isSame(image.size, source.size) &&
    !image.encrypted
  );
}

function isKnownOther<T>(one: T | undefined, other: T | undefined): boolean {
  return Boolean(one) && Boolean(other) && one !== other;
}

/** What nobody knows is no reason to take somebody else's image. */
function isSame<T>(one: T | undefined, other: T | undefined): boolean {
  return one !== undefined && one === other;
}
