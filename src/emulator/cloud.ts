// The state of the emulated cloud: regions, their images, and the queue of copies into each.
import { randomInt } from 'node:crypto';
import { ApiError } from './api-error';
import { type CopyFault, endOfMaking, type Image, isQueued, isVisible, type Making, statusOf } from './image';
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

function newImageId(): string {
  return `m-${Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('')}`;
}

function imageNotFound(imageId: string): ApiError {
  return new ApiError('InvalidImageId.NotFound', `The specified image ${imageId} does not exist.`);
}

export class Cloud {
  readonly regions: readonly string[];
  settings: Settings;
  private images: Image[];
  /** Up to when every copy has started that could. */
  private startedUpTo = 0;

  /** `now` is this machine's clock in ms; the service's own differs by the setting `clockSkewSeconds`. */
  constructor(
    seed: EmulatorSeed,
    readonly now: () => number,
  ) {
    this.regions = seed.regions;
    this.settings = { ...seed.settings };
    this.images = seed.images.map((image) => ({ ...image, sharedWith: [...image.sharedWith], createdAt: now() }));
  }

  /** Gives the settings in force. Copies that are due start by the settings that were. */
  changeSettings(change: SettingsChange): Settings {
    this.startQueuedCopies();
    this.settings = changed(this.settings, change);
    return this.settings;
  }

  serviceTime(): number {
    return this.now() + this.settings.clockSkewSeconds * 1_000;
  }

  /** Throws `InvalidRegionId.NotFound`. */
  checkRegion(regionId: string): void {
    if (!this.regions.includes(regionId)) {
      throw new ApiError('InvalidRegionId.NotFound', `The specified RegionId ${regionId} does not exist.`);
    }
  }

  /** Every image of every region, also what reads do not show yet. */
  allImages(): readonly Image[] {
    this.startQueuedCopies();
    return this.images;
  }

  /** What reads of a region show, oldest first. */
  visibleImages(regionId: string): Image[] {
    const now = this.now();
    return this.allImages().filter((image) => image.regionId === regionId && isVisible(image, now, this.settings));
  }

  /** An image of a region, visible or not. Throws `InvalidImageId.NotFound`. */
  find(regionId: string, imageId: string): Image {
    const found = this.allImages().find((image) => image.regionId === regionId && image.imageId === imageId);
    if (!found) throw imageNotFound(imageId);
    return found;
  }

  /** The same for reads, to which an image that does not show yet is not there. */
  findVisible(regionId: string, imageId: string): Image {
    const found = this.find(regionId, imageId);
    if (isVisible(found, this.now(), this.settings)) return found;
    throw imageNotFound(imageId);
  }

  /** Throws `InvalidImageName.Duplicated`, where names are unique. */
  checkNameIsFree(regionId: string, name: string): void {
    const isHeld = this.allImages().some((image) => image.regionId === regionId && image.name === name);
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
      making: {
        isCopy,
        seconds: this.settings.copySeconds,
        fault,
        // Only copies queue.
        startedAt: isCopy ? undefined : createdAt,
      },
    };
    this.images.push(image);
    this.startQueuedCopies();
    return image;
  }

  remove(image: Image): void {
    this.startQueuedCopies();
    this.images = this.images.filter((other) => other !== image);
    this.startQueuedCopies();
  }

  /** Nothing runs by itself: each access starts the copies that would have started since, at the moment they would have. */
  private startQueuedCopies(): void {
    const now = this.now();
    const regions = new Set(this.images.filter(isQueued).map(({ regionId }) => regionId));
    for (const regionId of regions) this.startQueuedCopiesOf(regionId, now);
    this.startedUpTo = now;
  }

  private startQueuedCopiesOf(regionId: string, now: number): void {
    const copies = this.images.flatMap(({ regionId: of, createdAt, making }) =>
      of === regionId && making?.isCopy ? [{ createdAt, making }] : [],
    );
    for (const { createdAt, making } of copies) {
      if (making.startedAt !== undefined) continue;
      const placeFreeAt = this.placeFreeAt(copies.map((copy) => copy.making));
      // A place that a cancelled copy left, or a changed setting made, was not there at the last access.
      const startsAt = Math.max(createdAt, placeFreeAt, this.startedUpTo);
      if (startsAt > now) return;
      making.startedAt = startsAt;
    }
  }

  /** When the first of the region's places is free. */
  private placeFreeAt(copies: Making[]): number {
    const started = copies.filter(({ startedAt }) => startedAt !== undefined);
    const ends = started.map((copy) => endOfMaking(copy) ?? Number.POSITIVE_INFINITY).sort((a, b) => b - a);
    return ends[this.settings.copiesPerRegion - 1] ?? 0;
  }
}
