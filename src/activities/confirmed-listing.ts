// A listing that can be relied on for what it does not show.
import type { ImageReads, Listing } from './regional-reads';

const MAX_LISTINGS = 6;

function showsAllOf(listing: Listing, earlier: Listing): boolean {
  const ids = new Set(listing.images.map(({ imageId }) => imageId));
  return earlier.images.every(({ imageId }) => ids.has(imageId));
}

/**
 * Lists a region until a listing shows every image of the one before. Pages shift when an image is deleted that was
 * read already: one that moves to an earlier page is then in none, but the deleted one is missing from the next
 * listing. New images move nothing to an earlier page, so a busy region is no hindrance, and one page cannot shift.
 * Undefined when six listings did not do.
 */
export async function confirmedListing(reads: ImageReads, regionId: string): Promise<Listing | undefined> {
  let previous = await reads.listImages(regionId);
  if (previous.pages < 2) return previous;
  for (let count = 1; count < MAX_LISTINGS; count++) {
    const next = await reads.listImages(regionId);
    if (showsAllOf(next, previous)) return next;
    previous = next;
  }
  return undefined;
}
