// Which of a region's images, if any, stands for a wanted copy: one decision for the attempt that copies and for the
// plan that only tells.
import type { AttemptCopyInput } from '../shared/activities';
import type { Copy, Destination, ImageAt } from '../shared/copy';
import { MAX_NAMED_DUPLICATES } from '../shared/limits';
import { CallFailed, type Image, type ImageReads, type Permission } from './cloud';
import { canBeCopy, isAdoptable } from './likeness';
import { markerRun, parseMarker } from './marker';

/** What is looked for. */
export type WantedImage = Pick<AttemptCopyInput, 'destination' | 'copyKey' | 'sourceProperties' | 'onNameTaken'>;

/** What the images of a region mean for a wanted copy. */
export type Decision =
  | { kind: 'adopt'; copy: Copy }
  /** `onNameTaken` lets nobody go on. */
  | { kind: 'name-taken'; imageId: string }
  /** It carries the marker of the copy, and cannot be one. */
  | { kind: 'not-a-copy'; imageId: string }
  | { kind: 'create' };

/** Decides about a listing. `runId`: the run that looks; a copy with its marker is its own. */
export async function decide(
  images: readonly Image[],
  wanted: WantedImage,
  { reads, runId }: { reads: ImageReads; runId: string },
): Promise<Decision> {
  const copy = await findCopy(images, wanted, { reads, runId });
  if (copy) return { kind: 'adopt', copy };
  const [misfit] = copiesWithKey(images, wanted.copyKey);
  if (misfit) return { kind: 'not-a-copy', imageId: misfit.imageId };
  const holder = nameHolder(images, wanted.destination.imageName);
  if (!holder || wanted.onNameTaken === 'copy') return { kind: 'create' };
  if (wanted.onNameTaken === 'adopt' && isAdoptable(holder, wanted.sourceProperties)) {
    return { kind: 'adopt', copy: { imageId: holder.imageId, madeByThisRun: false, foreign: true, duplicates: [] } };
  }
  return { kind: 'name-taken', imageId: holder.imageId };
}

/**
 * The copy that is there already, with the ids of all others that carry its marker; undefined when there is none. An image
 * that cannot be a copy of the source is none, whatever its marker says, unless this very run made it.
 */
export async function findCopy(
  images: readonly Image[],
  { copyKey, destination, sourceProperties }: Omit<WantedImage, 'onNameTaken'>,
  { reads, runId }: { reads: ImageReads; runId: string },
): Promise<Copy | undefined> {
  const isOwn = ({ description }: Image) => parseMarker(description)?.run === markerRun(runId);
  const marked = copiesWithKey(images, copyKey);
  const isFit = (image: Image) => isOwn(image) || canBeCopy(image, sourceProperties);
  const [chosen, ...others] = await inOrderOfChoice(marked.filter(isFit), destination, reads);
  if (!chosen) return undefined;
  return {
    imageId: chosen.imageId,
    madeByThisRun: isOwn(chosen),
    foreign: false,
    duplicates: namedDuplicates([...others, ...marked.filter((image) => !isFit(image))]),
  };
}

/** The ids of the first of a copy's duplicates: a row has no room for more. */
export function namedDuplicates(images: readonly Image[]): string[] {
  return images.slice(0, MAX_NAMED_DUPLICATES).map(({ imageId }) => imageId);
}

/** The images with this copy's key that have not failed. The marker counts wherever it stands in the description. */
export function copiesWithKey(images: readonly Image[], copyKey: string): Image[] {
  return eachOnce(images).filter(
    (image) => image.status !== FAILED && parseMarker(image.description)?.copyKey === copyKey,
  );
}

/** The failed image, if any, that this very run's call made. */
export function failedCopyOfRun(
  images: readonly Image[],
  { copyKey, runId }: { copyKey: string; runId: string },
): Image | undefined {
  return images.find((image) => {
    const marker = parseMarker(image.description);
    return image.status === FAILED && marker?.copyKey === copyKey && marker.run === markerRun(runId);
  });
}

/** The image that holds a name. */
export function nameHolder(images: readonly Image[], imageName: string): Image | undefined {
  return nameHolders(images, imageName)[0];
}

/** The images that hold a name, by the cloud's likely rule: case is ignored, and how a character is composed. */
export function nameHolders(images: readonly Image[], imageName: string): Image[] {
  const normalised = (name: string) => name.normalize('NFC').toLowerCase();
  return images.filter((image) => image.status !== FAILED && normalised(image.name) === normalised(imageName));
}

/** When pages shift, a listing shows some images twice. */
export function eachOnce(images: readonly Image[]): Image[] {
  return [...new Map(images.map((image) => [image.imageId, image])).values()];
}

const FAILED = 'CreateFailed';

/** So many duplicates are asked for their accounts: more than are named, and no burst of calls. */
const MOST_ASKED = MAX_NAMED_DUPLICATES + 1;

/** Of several copies: shared with an asked account already, then Available, then oldest, then lowest id. */
async function inOrderOfChoice(images: Image[], destination: Destination, reads: ImageReads): Promise<Image[]> {
  if (images.length < 2) return images;
  const unshared = inOrder(images.map((image) => ({ image, rank: rankOf(image, false) })));
  const isShared = async ({ imageId }: Image) => {
    const { accounts } = await permissionOf({ regionId: destination.regionId, imageId }, reads);
    return destination.shareWith.some((account) => accounts.includes(account));
  };
  const asked = unshared.slice(0, MOST_ASKED);
  const ranked = await Promise.all(asked.map(async (image) => ({ image, rank: rankOf(image, await isShared(image)) })));
  return [...inOrder(ranked), ...unshared.slice(MOST_ASKED)];
}

function inOrder(ranked: readonly { image: Image; rank: string }[]): Image[] {
  return [...ranked].sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ image }) => image);
}

/** The accounts of an image that is not ready cannot be read: then there are none. */
async function permissionOf(image: ImageAt, reads: ImageReads): Promise<Pick<Permission, 'accounts'>> {
  try {
    return await reads.describeImagePermission(image);
  } catch (error) {
    if (error instanceof CallFailed && error.known.reason === 'not-ready') return { accounts: [] };
    throw error;
  }
}

/** A text that sorts first what is chosen first. */
function rankOf({ status, creationTime, imageId }: Image, isShared: boolean): string {
  return [isShared ? 0 : 1, status === 'Available' ? 0 : 1, creationTime ?? '', imageId].join('\n');
}
