// The state of the emulated cloud: its regions and their images.
import { randomInt } from 'node:crypto';
import { ApiError } from './api-error';
import { CopyQueue } from './copy-queue';
import { type CopyFault, type Image, type ImageKey, type ImageState, isVisible, type Removal, stateOf } from './image';
import type { EmulatorSeed } from './seed';
import { changed, type Settings, type SettingsChange } from './settings';

/** An image to be made. */
export interface NewImage {
  /** What it is like, whether it is copied or not. */
  source: Image;
  regionId: string;
  name: string;
  description: string;
  isCopy: boolean;
  fault?: CopyFault | undefined;
}

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16;

/** The regions, their images, and the settings that say how they behave. */
export class Cloud {
  readonly regions: readonly string[];
  settings: Settings;
  private readonly images: ReadonlyMap<string, Image[]>;
  private readonly queue = new CopyQueue();
  /** Images that are to go, each at its time. */
  private leaving: Image[] = [];

  /** `now` is this machine's clock in ms; the service's own differs by the setting `clockSkewSeconds`. */
  constructor(
    seed: EmulatorSeed,
    readonly now: () => number,
  ) {
    this.regions = seed.regions;
    this.settings = { ...seed.settings };
    const images = seed.images.map((image) => ({
      ...image,
      sharedWith: [...image.sharedWith],
      createdAt: now(),
      formerShares: [],
    }));
    this.images = new Map(seed.regions.map((of) => [of, images.filter(({ regionId }) => regionId === of)]));
  }

  /** Gives the settings in force. Copies that are due start by the settings that were. */
  changeSettings(change: SettingsChange): Settings {
    this.catchUp();
    this.settings = changed(this.settings, change);
    return this.settings;
  }

  serviceTime(): number {
    return this.now() + this.settings.clockSkewSeconds * 1_000;
  }

  /** Throws `InvalidRegionId.NotFound`. */
  checkRegion(regionId: string): void {
    this.current(regionId);
  }

  /** Every image of every region, also what reads do not show. */
  allImages(): Image[] {
    this.catchUp();
    return [...this.images.values()].flat();
  }

  /** What reads of a region show, oldest first. */
  visibleImages(regionId: string): Image[] {
    const now = this.now();
    return this.current(regionId).filter((image) => isVisible(image, now, this.settings));
  }

  /** An image of a region, visible or not. Throws `InvalidImageId.NotFound`. */
  find({ regionId, imageId }: ImageKey): Image {
    const found = this.current(regionId).find((image) => image.imageId === imageId);
    if (!found) throw imageNotFound(imageId);
    return found;
  }

  /** The same for reads, to which an image that does not show yet is not there. */
  findVisible(key: ImageKey): Image {
    const found = this.find(key);
    if (isVisible(found, this.now(), this.settings)) return found;
    throw imageNotFound(key.imageId);
  }

  /** One more image of this name? Throws `InvalidImageName.Duplicated`, `QuotaExceed.Image`. */
  checkRoom({ regionId, name }: { regionId: string; name: string }): void {
    this.checkNameIsFree({ regionId, name });
    const { imagesPerRegion } = this.settings;
    const own = this.current(regionId).filter(isOwn);
    if (imagesPerRegion > 0 && own.length >= imagesPerRegion) {
      throw new ApiError('QuotaExceed.Image', `The number of images exceeds the limit of ${imagesPerRegion}.`);
    }
  }

  /** Throws `InvalidImageName.Duplicated`, where names are unique. */
  checkNameIsFree({ regionId, name }: { regionId: string; name: string }): void {
    const isHeld = this.current(regionId).some((image) => image.name === name);
    if (this.settings.uniqueNames && isHeld) {
      throw new ApiError('InvalidImageName.Duplicated', 'The specified image name has already been used.');
    }
  }

  stateOf(image: Image): ImageState {
    return stateOf(image, this.now());
  }

  /** How many copies of an image are not finished. */
  copiesUnderWay(image: Image): number {
    return this.queue.countOf(image.imageId, this.now());
  }

  add({ source, regionId, name, description, isCopy, fault }: NewImage): Image {
    const createdAt = this.now();
    const { regionId: sourceRegion, imageId: sourceId } = source;
    const { copySeconds: seconds, copiesKeepEncryption } = this.settings;
    const image: Image = {
      ...source,
      regionId,
      imageId: newImageId(),
      name,
      description,
      imageType: 'CUSTOM',
      status: 'Creating',
      encrypted: source.encrypted && copiesKeepEncryption,
      receivedFrom: undefined,
      sharedWith: [],
      formerShares: [],
      createdAt,
      changedAt: undefined,
      removal: undefined,
      making: isCopy
        ? { copyOf: { regionId: sourceRegion, imageId: sourceId }, seconds, fault }
        : { seconds, fault, startedAt: createdAt },
    };
    this.current(regionId).push(image);
    this.queue.add(image);
    return image;
  }

  /** Has an image go, after so many seconds. */
  remove(image: Image, state: Removal['state'], seconds: number): void {
    const now = this.now();
    image.removal = { state, begunAt: now, dueAt: now + seconds * 1_000 };
    image.changedAt = now;
    this.leaving.push(image);
    this.catchUp();
  }

  /** Replaces the accounts of an image. */
  share(image: Image, sharedWith: string[]): void {
    const now = this.now();
    image.formerShares.push({ until: now, sharedWith: image.sharedWith });
    image.sharedWith = sharedWith;
    image.changedAt = now;
  }

  /** The images of a region as they are now. */
  private current(regionId: string): Image[] {
    this.catchUp();
    const images = this.images.get(regionId);
    if (!images) throw new ApiError('InvalidRegionId.NotFound', `The specified RegionId ${regionId} does not exist.`);
    return images;
  }

  /** Nothing runs by itself: each access does what would have happened since the last one. */
  private catchUp(): void {
    const now = this.now();
    this.queue.advance(now, this.settings);
    for (const image of this.leaving) {
      const images = this.images.get(image.regionId);
      if (image.removal && image.removal.dueAt <= now) images?.splice(images.indexOf(image), 1);
    }
    this.leaving = this.leaving.filter(({ removal }) => removal && removal.dueAt > now);
  }
}

/** Whether it counts as one of the account's own: not the service's, and not somebody else's. */
function isOwn({ imageType, receivedFrom }: Image): boolean {
  return imageType === 'CUSTOM' && receivedFrom === undefined;
}

function newImageId(): string {
  return `m-${Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('')}`;
}

function imageNotFound(imageId: string): ApiError {
  return new ApiError('InvalidImageId.NotFound', `The specified image ${imageId} does not exist.`);
}
