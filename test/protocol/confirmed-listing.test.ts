// When a listing of several pages can be relied on for what it does not show. Letters are image ids.
import type { ImageReads } from '../../src/protocol/cloud';
import { confirmedListing } from '../../src/protocol/confirmed-listing';

/** Successive listings, and of how many pages each is; the last one is shown for ever. */
async function confirm(listings: string[], pages = listings.map(() => 2)) {
  let listed = 0;
  const listImages: ImageReads['listImages'] = async () => {
    const index = Math.min(listed++, listings.length - 1);
    const facts = { name: '', description: '', status: 'Available', encrypted: false };
    return { images: [...(listings[index] ?? '')].map((imageId) => ({ imageId, ...facts })), pages: pages[index] ?? 2 };
  };
  const listing = await confirmedListing({ listImages } as ImageReads, 'cn-shanghai');
  return { shown: listing?.images.map(({ imageId }) => imageId).join(''), listed };
}

test('one page is one moment', async () => {
  expect(await confirm(['ab', 'abc'], [1, 1])).toEqual({ shown: 'ab', listed: 1 });
  expect(await confirm(['abcd', 'bc', 'bce'], [2, 1, 1])).toEqual({ shown: 'bc', listed: 2 });
});

test('several pages are listed again', async () => {
  expect(await confirm(['abc'])).toEqual({ shown: 'abc', listed: 2 });
});

test('images that appear are no hindrance', async () => {
  expect(await confirm(['abc', 'abcd', 'abcde'])).toEqual({ shown: 'abcd', listed: 2 });
});

test('not relied on: a is deleted behind the first page, and c moves onto it', async () => {
  expect(await confirm(['ab', 'bc'])).toEqual({ shown: 'bc', listed: 3 });
});

test('not relied on: a new image pushes b to the second page and goes, and c moves to the first', async () => {
  expect(await confirm(['abb', 'ab', 'abc'])).toEqual({ shown: 'abc', listed: 3 });
});

test('gives up when the images change during every listing', async () => {
  expect(await confirm([...'abcdefghi'])).toEqual({ shown: undefined, listed: 6 });
});
