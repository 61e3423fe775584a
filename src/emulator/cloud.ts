// The state of the emulated cloud: regions, their images, and the queue of copies into each.
import { randomInt } from 'node:crypto';
import { ApiError } from './api-error';
import { type CopyFault, endOfCopy, type Image, isVisible, statusOf } from './image';
import type { EmulatorSeed } from './seed';
import type { Settings } from './settings';

/** A copy to be made. */
export interface NewCopy {
  source: Image;
  regionId: string;
  name: string;
  description: string;
  fault?: CopyFault | undefined;
}

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16;

function newImageId(): string {
  return `m-${Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS.charAt(randomInt(ID_CHARACTERS.length))).join('')}`;
}

export class Cloud {
  readonly regions: readonly string[];
  settings: Settings;
  private images: Image[];

  /** `now` is this machine's clock in ms; the service's own differs by the setting `clockSkewSeconds`. */
  constructor(
    seed: EmulatorSeed,
    readonly now: () => number,
  ) {
    this.regions = seed.regions;
    this.settings = { ...seed.settings };
    this.images = seed.images.map((image) => ({ ...image, sharedWith: [...image.sharedWith], createdAt: now() }));
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
    if (!found) throw new ApiError('InvalidImageId.NotFound', `The specified image ${imageId} does not exist.`);
    return found;
  }

  statusOf(image: Image): string {
    return statusOf(image, this.now()).status;
  }

  add({ source, regionId, name, description, fault }: NewCopy): Image {
    const image: Image = {
      ...source,
      regionId,
      imageId: newImageId(),
      name,
      description,
      imageType: 'CUSTOM',
      status: 'Creating',
      sharedWith: [],
      createdAt: this.now(),
      copy: { seconds: this.settings.copySeconds, fault },
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

  private startQueuedCopies(): void {
    for (const regionId of this.regions) this.startQueuedCopiesOf(regionId);
  }

  /** Nothing runs by itself: each access starts the copies that would have started since, at the moment they would have. */
  private startQueuedCopiesOf(regionId: string): void {
    const copies = this.images.flatMap(({ regionId: of, createdAt, copy }) =>
      of === regionId && copy ? [{ createdAt, copy }] : [],
    );
    const now = this.now();
    for (const { createdAt, copy } of copies) {
      if (copy.startedAt !== undefined) continue;
      const startsAt = Math.max(createdAt, this.placeFreeAt(copies.map((other) => other.copy)));
      if (startsAt > now) return;
      copy.startedAt = startsAt;
    }
  }

  /** When the first of the region's places is free. */
  private placeFreeAt(copies: { startedAt?: number | undefined; seconds: number }[]): number {
    const started = copies.filter(({ startedAt }) => startedAt !== undefined);
    const ends = started.map((copy) => endOfCopy(copy) ?? Number.POSITIVE_INFINITY).sort((a, b) => b - a);
    return ends[this.settings.copiesPerRegion - 1] ?? 0;
  }
}
