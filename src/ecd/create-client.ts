// The adapter's client: each method is one action, its parameters, and how its answer is read.
import { type Fields, readCopyImage, readImagePermission, readNothing, readRegions, UnexpectedAnswer } from './answers';
import { type Call, createCall, type EcdClientOptions } from './call';
import type { EcdAnswer, EcdClient, EcdImage } from './ecd-client';
import { type ImagePage, readImagePage } from './images';

/** The most that DescribeImages gives in a page, and that it and DeleteImages take as ids. */
const MAX_IMAGES = 100;

/** Makes a client. Throws `TypeError` when the endpoint is no address. */
export function createEcdClient(options: EcdClientOptions): EcdClient {
  const call = createCall(options);
  return {
    copyImage: (request, sendOptions) => call('CopyImage', { ...request }, readCopyImage, sendOptions),

    cancelCopyImage: (request) => call('CancelCopyImage', request, readNothing),

    listImages: ({ regionId }) => listCustomImages(call, regionId),

    async describeImages({ regionId, imageIds }) {
      assertSomeImages(imageIds);
      const fields = { regionId, imageId: imageIds, maxResults: MAX_IMAGES };
      return call('DescribeImages', fields, (body) => readImagePage(body).images);
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
  // An empty list would vanish from the query: DescribeImages then lists every image.
  if (imageIds.length < 1 || imageIds.length > MAX_IMAGES) {
    throw new RangeError(`Between 1 and ${MAX_IMAGES} image ids, not ${imageIds.length}`);
  }
}

/** Reads pages until one has no token. */
async function listCustomImages(call: Call, regionId: string): ReturnType<EcdClient['listImages']> {
  const images: EcdImage[] = [];
  const tokens = new Set<string>();
  const readPage = (body: Fields) => {
    const page = readImagePage(body);
    // A token that comes twice would go on for ever.
    if (page.nextToken && tokens.has(page.nextToken)) throw new UnexpectedAnswer('repeats a NextToken', 200, body);
    return page;
  };
  let nextToken: string | undefined;
  for (let pages = 1; ; pages++) {
    const fields = { regionId, imageType: 'CUSTOM', maxResults: MAX_IMAGES, nextToken };
    const { value, ...answer }: EcdAnswer<ImagePage> = await call('DescribeImages', fields, readPage);
    images.push(...value.images);
    nextToken = value.nextToken;
    if (!nextToken) return { ...answer, value: { images, pages } };
    tokens.add(nextToken);
  }
}
