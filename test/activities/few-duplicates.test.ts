// Of hundreds of duplicates a row names ten.
import { fewDuplicates } from '../../src/activities/few-duplicates';

test.each([
  [0, 0],
  [10, 10],
  [300, 10],
])('of %i duplicates %i are named, the first ones, and all else stays', (count, named) => {
  const duplicates = Array.from({ length: count }, (_, index) => `m-${index}`);
  expect(fewDuplicates({ imageId: 'm-copy', duplicates })).toEqual({
    imageId: 'm-copy',
    duplicates: duplicates.slice(0, named),
  });
});
