// The state of the emulated cloud: its regions and their images.
import { randomInt } from 'node:crypto';
import { ApiError } from './api-error';
import { startQueuedCopies } from './copy-queue';
import { type CopyFault, type Image, isVisible, statusOf } from './image';
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

/** Which image. */
export interface ImageKey {
  regionId: string;
  imageId: string;
}

interface Region {
  images: Image[];
  /** Up to when every copy has started that could. */
  startedUpTo: number;
}

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16;

/** The regions, their images, and the settings that say how they behave. */
export class Cloud {
  readonly regions: readonly string[];
  settings: Settings;
  private readonly states: ReadonlyMap<string, Region>;

  /** `now` is this machine's clock in ms; the service's own differs by the setting `clockSkewSeconds`. */
  constructor(
    seed: EmulatorSeed,
    readonly now: () => number,
  ) {
    this.regions = seed.regions;
    this.settings = { ...seed.settings };
    const images = seed.images.map((image) => ({ ...image, sharedWith: [...image.sharedWith], createdAt: now() }));
    this.states = new Map(
      seed.regions.map((of) => [of, { images: images.filter(({ regionId }) => regionId === of), startedUpTo: 0 }]),
    );
  }

  /** Gives the settings in force. Copies that are due start by the settings that were. */
  changeSettings(change: SettingsChange): Settings {
    for (const regionId of this.regions) this.current(regionId);
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

  /** Every image of every region, also what reads do not show yet. */
  allImages(): Image[] {
    return this.regions.flatMap((regionId) => this.current(regionId).images);
  }

  /** What reads of a region show, oldest first. */
  visibleImages(regionId: string): Image[] {
    const now = this.now();
    return this.current(regionId).images.filter((image) => isVisible(image, now, this.settings));
  }

  /** An image of a region, visible or not. Throws `InvalidImageId.NotFound`. */
  find({ regionId, imageId }: ImageKey): Image {
    const found = this.current(regionId).images.find((image) => image.imageId === imageId);
    if (!found) throw imageNotFound(imageId);
    return found;
  }

  /** The same for reads, to which an image that does not show yet is not there. */
  findVisible(key: ImageKey): Image {
    const found = this.find(key);
    if (isVisible(found, this.now(), this.settings)) return found;
    throw imageNotFound(key.imageId);
  }

  /** Throws `InvalidImageName.Duplicated`, where names are unique. */
  checkNameIsFree({ regionId, name }: { regionId: string; name: string }): void {
    const isHeld = this.current(regionId).images.some((image) => image.name === name);
    if (this.settings.uniqueNames && isHeld) {
      throw new ApiError('InvalidImageName.Duplicated', 'The specified image name has already been used.');
    }
  }

  statusOf(image: Image): string {
    return statusOf(image, this.now()).status;
  }

  add({ source, regionId, name, description, isCopy, fault }: NewImage): Image {
    const createdAt = this.now();
    const image: Image = {
      ...source,
      regionId,
      imageId: newImageId(),
      name,
      description,
      imageType: 'CUSTOM',
      status: 'Creating',
      sharedWith: [],
      createdAt,
      changedAt: undefined,
      making: {
        isCopy,
        seconds: this.settings.copySeconds,
        fault,
        // Only copies queue.
        startedAt: isCopy ? undefined : createdAt,
      },
    };
    this.current(regionId).images.push(image);
    return image;
  }

  remove(image: Image): void {
    const region = this.current(image.regionId);
    region.images = region.images.filter((other) => other !== image);
  }

  /** A region as it is now. Nothing runs by itself: each access starts the copies that would have started since. */
  private current(regionId: string): Region {
    const region = this.states.get(regionId);
    if (!region) throw new ApiError('InvalidRegionId.NotFound', `The specified RegionId ${regionId} does not exist.`);
    const now = this.now();
    const { copiesPerRegion: places } = this.settings;
    startQueuedCopies(region.images, { places, since: region.startedUpTo, now });
    region.startedUpTo = now;
    return region;
  }
}

function newImageId(): string {
  return `m-${Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('')}`;
}

function imageNotFound(imageId: string): ApiError {
  return new ApiError('InvalidImageId.NotFound', `The specified image ${imageId} does not exist.`);
}
