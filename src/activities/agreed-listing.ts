// A listing that can be relied on for what it does not show.
import type { ImageReads, Listing } from './regional-reads';

const MAX_LISTINGS = 6;

function sameImages(a: Listing, b: Listing): boolean {
  const ids = (listing: Listing) => listing.images.map((image) => `${image.imageId} ${image.description}`).sort();
  return ids(a).join('\n') === ids(b).join('\n');
}

/**
 * Lists a region until two listings agree: pages shift when an image is deleted between two of them, and one that
 * moves to an earlier page is then in none. One page cannot shift. Undefined when no two of six agree.
 */
export async function agreedListing(reads: ImageReads, regionId: string): Promise<Listing | undefined> {
  let previous = await reads.listImages(regionId);
  if (previous.pages < 2) return previous;
  for (let count = 1; count < MAX_LISTINGS; count++) {
    const next = await reads.listImages(regionId);
    if (sameImages(previous, next)) return next;
    previous = next;
  }
  return undefined;
}
