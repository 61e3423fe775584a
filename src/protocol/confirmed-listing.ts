// A listing that can be relied on for what it does not show.

import { eachOnce } from './choose';
import type { ImageReads, Listing } from './cloud';

const MAX_LISTINGS = 6;

/**
 * Lists a region until a listing shows no image twice and the next one shows all of it. An image slips out of a listing
 * by moving to a page that was read already. What made room for it there was deleted, and is missing from the next
 * listing; or moved to a later page, and is shown twice, as is an image that a new one pushed there. Images that only
 * appear at the end, as in a busy region, are no hindrance, and one page cannot shift. Undefined when six listings did
 * not do.
 */
export async function confirmedListing(reads: ImageReads, regionId: string): Promise<Listing | undefined> {
  let previous = await reads.listImages(regionId);
  for (let count = 1; previous.pages > 1; count++) {
    if (count === MAX_LISTINGS) return undefined;
    const next = await reads.listImages(regionId);
    if (!showsAnyTwice(previous) && showsAllOf(next, previous)) return next;
    previous = next;
  }
  return previous;
}

function showsAllOf(listing: Listing, earlier: Listing): boolean {
  const ids = new Set(listing.images.map(({ imageId }) => imageId));
  return earlier.images.every(({ imageId }) => ids.has(imageId));
}

function showsAnyTwice({ images }: Listing): boolean {
  return eachOnce(images).length < images.length;
}
