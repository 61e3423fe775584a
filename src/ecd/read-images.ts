// Reads images by calls of DescribeImages: all of a region, page after page, or some by their ids.
import { type Fields, UnexpectedAnswer } from './answers';
import type { Call } from './call';
import type { EcdAnswer, EcdClient, EcdImage } from './ecd-client';
import { EcdError } from './ecd-error';
import { type ImagePage, readImagePage } from './images';
import type { Redact } from './texts';

/** The most that DescribeImages gives in a page, and that it takes as ids. */
export const MAX_IMAGES = 100;

/** The most pages of a listing: no account has 20,000 images of its own in a region. */
export const MAX_PAGES = 200;

type Pages = Awaited<ReturnType<EcdClient['listImages']>>;

/** Reads the region's custom images, until a page has no token. */
export function listCustomImages(call: Call, regionId: string): ReturnType<EcdClient['listImages']> {
  return readPages(call, { regionId, imageType: 'CUSTOM' }, () => false);
}

/**
 * Reads images by their ids. A refusal because one of them does not exist says nothing of the others: each is then
 * asked for by itself, and absent when it is refused again.
 */
export async function readImagesById(
  call: Call,
  regionId: string,
  imageIds: readonly string[],
): Promise<EcdAnswer<EcdImage[]>> {
  // The service may give fewer in a page than it is asked for: an id that is not there yet may be on the next one.
  const hasAll = (images: readonly EcdImage[]) =>
    imageIds.every((imageId) => images.some((image) => image.imageId === imageId));
  try {
    const { value, ...answer } = await readPages(call, { regionId, imageId: imageIds }, hasAll);
    return { ...answer, value: value.images };
  } catch (error) {
    if (!(error instanceof EcdError && error.kind === 'not-found')) throw error;
    if (imageIds.length === 1) return { value: [], requestId: error.requestId ?? '' };
  }
  return readEach(call, regionId, imageIds);
}

/** One after the other, so that a batch is no burst. */
async function readEach(call: Call, regionId: string, imageIds: readonly string[]): Promise<EcdAnswer<EcdImage[]>> {
  let answer: EcdAnswer<EcdImage[]> = { value: [], requestId: '' };
  for (const imageId of imageIds) {
    const { value, ...rest } = await readImagesById(call, regionId, [imageId]);
    answer = { ...rest, value: [...answer.value, ...value] };
  }
  return answer;
}

/** Reads pages until one has no token, or what was read is enough. */
async function readPages(
  call: Call,
  filter: Fields & { regionId: string },
  isEnough: (images: readonly EcdImage[]) => boolean,
): Promise<Pages> {
  const images: EcdImage[] = [];
  const tokens = new Set<string>();
  const readPage = (body: Fields, redact: Redact) => assertEnds(readImagePage(body, redact), tokens, body);
  let nextToken: string | undefined;
  for (let pages = 1; ; pages++) {
    const fields = { ...filter, maxResults: MAX_IMAGES, nextToken };
    const { value, ...answer }: EcdAnswer<ImagePage> = await call('DescribeImages', fields, readPage);
    images.push(...value.images);
    nextToken = value.nextToken;
    if (!nextToken || isEnough(images)) return { ...answer, value: { images, pages } };
    tokens.add(nextToken);
  }
}

/** The page, unless the listing would go on for ever: a token that comes twice, or pages without end. */
function assertEnds(page: ImagePage, tokens: ReadonlySet<string>, body: Fields): ImagePage {
  const { nextToken } = page;
  if (nextToken && tokens.has(nextToken)) throw new UnexpectedAnswer('repeats a NextToken', 200, body);
  if (nextToken && tokens.size + 1 >= MAX_PAGES) {
    throw new UnexpectedAnswer(`is page ${MAX_PAGES} of a listing, and not the last one`, 200, body);
  }
  return page;
}
