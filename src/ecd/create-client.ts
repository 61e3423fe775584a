// The adapter's client: each method is one action, its parameters, and how its answer is read.
import { readCopyImage, readImagePermission, readNothing, readRegions } from './answers';
import { createCall, type EcdClientOptions } from './call';
import type { EcdClient } from './ecd-client';
import { listCustomImages, MAX_IMAGES, readImagesById } from './read-images';

/** Makes a client. Throws `TypeError` when the endpoint is no address. */
export function createEcdClient(options: EcdClientOptions): EcdClient {
  const call = createCall(options);
  return {
    copyImage: (request, sendOptions) => call('CopyImage', { ...request }, readCopyImage, sendOptions),

    cancelCopyImage: (request, sendOptions) => call('CancelCopyImage', request, readNothing, sendOptions),

    listImages: ({ regionId }) => listCustomImages(call, regionId),

    async describeImages({ regionId, imageIds }) {
      assertSomeImages(imageIds);
      return readImagesById(call, regionId, imageIds);
    },

    modifyImagePermission({ regionId, imageId, addAccounts, removeAccounts }, sendOptions) {
      const fields = { regionId, imageId, addAccount: addAccounts, removeAccount: removeAccounts };
      return call('ModifyImagePermission', fields, readNothing, sendOptions);
    },

    describeImagePermission: (request) => call('DescribeImagePermission', request, readImagePermission),

    async deleteImages({ regionId, imageIds }) {
      assertSomeImages(imageIds);
      return call('DeleteImages', { regionId, imageId: imageIds }, readNothing);
    },

    describeRegions: (request) => call('DescribeRegions', request, readRegions),
  };
}

function assertSomeImages(imageIds: readonly string[]): void {
  // An empty list would vanish from the query: DescribeImages then lists every image. DeleteImages takes as many.
  if (imageIds.length < 1 || imageIds.length > MAX_IMAGES) {
    throw new RangeError(`Between 1 and ${MAX_IMAGES} image ids, not ${imageIds.length}`);
  }
}
