// The images of the model cloud, and how its reads show them: late, without their description, on pages that shift.
import type { ImageReads, Listing } from '../../src/activities/regional-reads';
import { type CopyImageRequest, EcdError, type EcdImage, type FailureKind } from '../../src/ecd';
import type { Random } from './random';
import type { VirtualTime } from './virtual-time';

export const MINUTE_MS = 60_000;
const MAX_VISIBILITY_MS = 3 * MINUTE_MS;
const PAGE = 3;

/** How hostile this cloud is; each is a probability unless it says otherwise. */
export interface Hostility {
  lost: number;
  lateArrival: number;
  lateApplication: number;
  lostAnswer: number;
  refused: number;
  twice: number;
  readFailure: number;
  createFailed: number;
  descriptionLate: boolean;
  descriptionCut: boolean;
  visibilityLate: boolean;
  pageShifts: boolean;
  uniqueNames: boolean;
  /** Of the service's clock against the true one. */
  skewMs: number;
}

interface ModelImage extends EcdImage {
  createdAt: number;
  visibleAt: number;
  describedAt: number;
  availableAt: number;
  fails: boolean;
  isDoubled: boolean;
}

const KINDS: Readonly<Record<string, FailureKind>> = {
  'OperationDenied.ImageCopyConflict': 'conflict',
  'InvalidImageName.Duplicated': 'name-in-use',
};

/** The failure of a call. */
export function modelError(code: string | undefined, outcome: 'unknown' | 'not-applied'): EcdError {
  const kind = KINDS[code ?? ''] ?? (outcome === 'unknown' ? 'unclear' : 'other');
  const failure = { what: 'model', kind, code, outcome, retryable: kind !== 'name-in-use', hint: '' };
  return new EcdError({ action: 'CopyImage', regionId: 'cn-hangzhou' }, failure);
}

export class ModelImages {
  protected images: ModelImage[] = [];
  private count = 0;

  constructor(
    protected readonly time: VirtualTime,
    protected readonly random: Random,
    readonly hostility: Hostility,
  ) {}

  /** What exists with a name, whether reads show it or not. */
  existing(name: string): ModelImage[] {
    return this.images.filter((image) => image.name === name && !this.hasFailed(image));
  }

  protected remove(imageId: string): void {
    this.images = this.images.filter((image) => image.imageId !== imageId);
  }

  reads(): ImageReads {
    return {
      listImages: () => this.list(),
      describeImage: async (_, imageId) => {
        await this.answerRead();
        return this.visible().find((image) => image.imageId === imageId);
      },
      describeImagePermission: async () => {
        await this.answerRead();
        return [];
      },
    };
  }

  /** The service's own time: it goes into the `Date` header, and dates are judged by it. */
  protected serviceClock(): number {
    return this.time.now() + this.hostility.skewMs;
  }

  /** A new image of a call; `isDoubled` when the service makes two of it. Gives its id. */
  protected create({ destinationImageName, destinationDescription }: CopyImageRequest, isDoubled: boolean): string {
    const { random, hostility, time } = this;
    const createdAt = time.now();
    const imageId = `m-${this.count++}`;
    const visibleAt = createdAt + (hostility.visibilityLate ? random.upTo(MAX_VISIBILITY_MS) : 0);
    this.images.push({
      imageId,
      name: destinationImageName,
      description: hostility.descriptionCut ? destinationDescription.slice(0, 30) : destinationDescription,
      status: 'Creating',
      imageType: 'CUSTOM',
      encrypted: false,
      createdAt,
      visibleAt,
      describedAt: hostility.descriptionLate ? random.between(visibleAt, createdAt + MAX_VISIBILITY_MS) : createdAt,
      availableAt: createdAt + random.between(5 * MINUTE_MS, 40 * MINUTE_MS),
      fails: random.chance(hostility.createFailed),
      isDoubled,
    });
    return imageId;
  }

  private hasFailed(image: ModelImage): boolean {
    return image.fails && this.time.now() >= image.availableAt;
  }

  private visible(): EcdImage[] {
    const now = this.time.now();
    return this.images
      .filter((image) => image.visibleAt <= now)
      .map((image) => ({
        imageId: image.imageId,
        name: image.name,
        description: image.describedAt <= now ? image.description : '',
        status: now < image.availableAt ? 'Creating' : image.fails ? 'CreateFailed' : 'Available',
        imageType: 'CUSTOM',
        creationTime: new Date(image.createdAt + this.hostility.skewMs).toISOString(),
        encrypted: false,
      }));
  }

  private async answerRead(): Promise<void> {
    await this.time.sleep(this.random.between(20, 500));
    if (this.random.chance(this.hostility.readFailure)) throw modelError('ServiceUnavailable', 'unknown');
  }

  private async list(): Promise<Listing> {
    const images: EcdImage[] = [];
    this.addOthers();
    for (let pages = 1; ; pages++) {
      await this.answerRead();
      const now = this.visible();
      images.push(...now.slice((pages - 1) * PAGE, pages * PAGE));
      this.shiftPages();
      if (now.length <= pages * PAGE) return { images, pages, date: new Date(this.serviceClock()) };
    }
  }

  /** Other people have images too: a page of them stands before ours whenever somebody lists. */
  private addOthers(): void {
    while (this.hostility.pageShifts && this.others().length < PAGE) this.images.unshift(this.newOther());
  }

  private newOther(): ModelImage {
    const imageId = `m-other-${this.count++}`;
    const facts = { name: imageId, description: 'other', status: 'Available', imageType: 'CUSTOM', encrypted: false };
    const times = { createdAt: 0, visibleAt: 0, describedAt: 0, availableAt: 0 };
    return { imageId, ...facts, ...times, fails: false, isDoubled: false };
  }

  /** Between two pages some of them go, appear or move: each moves ours to another page, one that has been read maybe. */
  private shiftPages(): void {
    while (this.hostility.pageShifts && this.random.chance(0.7)) {
      const kind = this.random.pick(['go', 'appear', 'move']);
      const others = this.others();
      if (kind === 'appear' && others.length < 2 * PAGE) this.images.unshift(this.newOther());
      if (kind === 'appear' || others.length === 0) continue;
      const other = this.random.pick(others);
      this.remove(other.imageId);
      if (kind === 'move') this.images.push(other);
    }
  }

  private others(): ModelImage[] {
    return this.images.filter(({ description }) => description === 'other');
  }
}
