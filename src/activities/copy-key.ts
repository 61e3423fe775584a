// The copy key: the identity of one wanted copy. Made here, since the workflow sandbox has no crypto.
import { createHash } from 'node:crypto';
import type { SourceImage } from '../shared/distribution';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const KEY_LENGTH = 20;
const BITS_PER_CHARACTER = 5;

/** The first 20 characters of the lower-case base32 (RFC 4648) of SHA-256 over the copy's four names. */
export function copyKey(source: SourceImage, destination: { regionId: string; imageName: string }): string {
  const names = [source.regionId, source.imageId, destination.regionId, destination.imageName];
  const digest = createHash('sha256').update(names.join('\n')).digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: KEY_LENGTH }, (_, index) => {
    const start = index * BITS_PER_CHARACTER;
    return BASE32.charAt(Number.parseInt(bits.slice(start, start + BITS_PER_CHARACTER), 2));
  }).join('');
}
