// The look: which image of a region, if any, stands for a wanted copy, and which one holds its name.
import type { EcdImage } from '../ecd';
import type { FoundCopy, SourceProperties } from '../shared/copy';
import { markerRun, parseMarker } from '../shared/marker';
import type { ImageReads } from './regional-reads';

const FAILED = 'CreateFailed';

/** When pages shift, a listing shows some images twice. */
export function eachOnce(images: readonly EcdImage[]): EcdImage[] {
  return [...new Map(images.map((image) => [image.imageId, image])).values()];
}

/** The images with this copy's key that have not failed. The marker counts wherever it stands in the description. */
export function copiesWithKey(images: readonly EcdImage[], copyKey: string): EcdImage[] {
  return eachOnce(images).filter(
    (image) => image.status !== FAILED && parseMarker(image.description)?.copyKey === copyKey,
  );
}

/** The failed image, if any, that this very run's call made. */
export function failedCopyOfRun(images: readonly EcdImage[], copyKey: string, runId: string): EcdImage | undefined {
  return images.find((image) => {
    const marker = parseMarker(image.description);
    return image.status === FAILED && marker?.copyKey === copyKey && marker.run === markerRun(runId);
  });
}

/** The image that holds a name, by the cloud's likely rule: case is ignored, and how a character is composed. */
export function nameHolder(images: readonly EcdImage[], imageName: string): EcdImage | undefined {
  const normalised = (name: string) => name.normalize('NFC').toLowerCase();
  return images.find((image) => image.status !== FAILED && normalised(image.name) === normalised(imageName));
}

/** Whether an image that carries no marker of ours can stand for the copy. */
export function isAdoptable(image: EcdImage, source: SourceProperties): boolean {
  return (
    (image.status === 'Available' || image.status === 'Creating') &&
    parseMarker(image.description) === undefined &&
    image.osType === source.osType &&
    image.platform === source.platform &&
    image.size === source.size &&
    !image.encrypted
  );
}

async function isSharedWithAsked(image: EcdImage, regionId: string, shareWith: readonly string[], reads: ImageReads) {
  const accounts = await reads.describeImagePermission(regionId, image.imageId);
  return shareWith.some((account) => accounts.includes(account));
}

/** Of several copies: shared with an asked account already, then Available, then oldest, then lowest id. */
async function inOrderOfChoice(
  images: EcdImage[],
  regionId: string,
  shareWith: readonly string[],
  reads: ImageReads,
): Promise<EcdImage[]> {
  if (images.length < 2) return images;
  const ranked = await Promise.all(
    images.map(async (image) => ({ image, shared: await isSharedWithAsked(image, regionId, shareWith, reads) })),
  );
  const rank = ({ image, shared }: (typeof ranked)[number]) =>
    [shared ? 0 : 1, image.status === 'Available' ? 0 : 1, image.creationTime ?? '', image.imageId].join('\n');
  return ranked.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(({ image }) => image);
}

/** The copy that is there already, with the ids of its duplicates; undefined when there is none. */
export async function findCopy(
  images: readonly EcdImage[],
  wanted: { copyKey: string; regionId: string; shareWith: readonly string[]; runId: string },
  reads: ImageReads,
): Promise<FoundCopy | undefined> {
  const copies = copiesWithKey(images, wanted.copyKey);
  const [chosen, ...others] = await inOrderOfChoice(copies, wanted.regionId, wanted.shareWith, reads);
  if (!chosen) return undefined;
  return {
    imageId: chosen.imageId,
    madeByThisRun: parseMarker(chosen.description)?.run === markerRun(wanted.runId),
    foreign: false,
    duplicates: others.map((image) => image.imageId),
  };
}
