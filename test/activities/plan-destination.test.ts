// A plan that cannot be relied on says so: it promises no copy where a listing may have hidden one.
import { planDestination } from '../../src/activities/plan-destination';
import type { Image, ImageReads } from '../../src/protocol/cloud';

const destination = { regionId: 'cn-shanghai', imageName: 'office', shareWith: ['1'], copyKey: 'a'.repeat(20) };
const image = (imageId: string): Image => ({
  imageId,
  name: imageId,
  description: '',
  status: 'Available',
  encrypted: false,
});

function planOf(listImages: () => Promise<{ images: Image[]; pages: number }>) {
  const reads = { listImages } as unknown as ImageReads;
  return planDestination(reads, { sourceProperties: {}, onNameTaken: 'fail' }, destination);
}

test('pages that shift at every listing leave the row unknown', async () => {
  let listings = 0;
  const shifting = async () => ({ images: [image(`m-${++listings}`)], pages: 2 });
  expect(await planOf(shifting)).toMatchObject({
    action: 'unknown',
    missingAccounts: ['1'],
    error: { type: 'ListingUnstable' },
  });
});

test('pages that stand still are enough to promise a copy', async () => {
  expect(await planOf(async () => ({ images: [image('m-1')], pages: 2 }))).toMatchObject({ action: 'copy' });
});
