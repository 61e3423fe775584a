// A model of the cloud's CopyImage and DescribeImages in virtual time, hostile within what the protocol assumes: a call
// arrives at most 15 minutes after its date, is applied at most 3 minutes later, and is visible 3 minutes after that.
import type { ImageReads, Listing } from '../../src/activities/regional-reads';
import { type CopyImageRequest, EcdError, type EcdImage } from '../../src/ecd';
import { markerRun, parseMarker } from '../../src/shared/marker';
import type { Random } from './random';
import type { VirtualTime } from './virtual-time';

export const MINUTE_MS = 60_000;
const GATEWAY_TOLERANCE_MS = 15 * MINUTE_MS;
const MAX_APPLY_MS = 3 * MINUTE_MS;
const MAX_VISIBILITY_MS = 3 * MINUTE_MS;
const CALL_TIMEOUT_MS = 30_000;
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

/** A CopyImage call that was sent. */
export interface SentCall {
  sentAt: number;
  /** When it will take effect; undefined: never. */
  appliesAt?: number | undefined;
  imageIds: string[];
  isDoubledByService: boolean;
}

export class ModelCloud {
  readonly calls: SentCall[] = [];
  readonly violations: string[] = [];
  images: ModelImage[] = [];
  private count = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    readonly hostility: Hostility,
  ) {}

  /** What exists with a name, whether reads show it or not. */
  existing(name: string): ModelImage[] {
    return this.images.filter((image) => image.name === name && !this.hasFailed(image));
  }

  remove(imageId: string): void {
    this.images = this.images.filter((image) => image.imageId !== imageId);
  }

  /** CancelCopyImage by a run: only an image that the run made may be cancelled. */
  cancel(imageId: string, runId: string): void {
    const image = this.images.find((existing) => existing.imageId === imageId);
    if (!image || this.time.now() >= image.availableAt) return;
    const isCut = this.hostility.descriptionCut;
    if (!isCut && parseMarker(image.description)?.run !== markerRun(runId)) {
      this.violations.push(`run ${runId} cancelled ${imageId}, which it did not make`);
    }
    this.remove(imageId);
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

  /** Sends a call dated `date`. What becomes of it is drawn here, and happens whether its sender lives or not. */
  async copyImage(request: CopyImageRequest, date: number): Promise<{ imageId: string; requestId: string }> {
    const { random, hostility, time } = this;
    const call: SentCall = { sentAt: time.now(), imageIds: [], isDoubledByService: random.chance(hostility.twice) };
    this.calls.push(call);
    if (random.chance(hostility.lost)) return this.unanswered('lost');
    const travel = random.chance(hostility.lateArrival) ? this.lateTravel(date) : random.between(50, 2_000);
    const isRefusedByGateway = this.serviceClock() + travel - date > GATEWAY_TOLERANCE_MS;
    const isRefused = random.chance(hostility.refused);
    const application = random.chance(hostility.lateApplication) ? random.upTo(MAX_APPLY_MS) : 0;
    if (!isRefusedByGateway && !isRefused) {
      this.checkAlone(call);
      call.appliesAt = time.now() + travel + application;
      time.after(travel + application, () => this.apply(request, call));
    }
    const isApplied = call.appliesAt !== undefined;
    const answersAfter = travel + (isApplied ? application : 0);
    if (answersAfter > CALL_TIMEOUT_MS || random.chance(hostility.lostAnswer)) return this.unanswered('no answer');
    await time.sleep(answersAfter);
    if (isRefusedByGateway) throw this.error('InvalidTimeStamp.Expired', 'not-applied');
    if (isRefused)
      throw this.error(random.pick(['Throttling.User', 'OperationDenied.ImageCopyConflict']), 'not-applied');
    const [imageId] = call.imageIds;
    if (imageId === undefined) throw this.error('InvalidImageName.Duplicated', 'not-applied');
    return { imageId, requestId: 'R' };
  }

  /** Up to the last moment at which the gateway takes a call of this date, or past it. */
  private lateTravel(date: number): number {
    const left = Math.max(0, date + GATEWAY_TOLERANCE_MS - this.serviceClock());
    return this.random.chance(0.2) ? left + this.random.between(0, 3 * MINUTE_MS) : this.random.upTo(left);
  }

  /** The service's own time: it goes into the `Date` header, and dates are judged by it. */
  private serviceClock(): number {
    return this.time.now() + this.hostility.skewMs;
  }

  private async unanswered(why: string): Promise<never> {
    await this.time.sleep(this.random.between(100, CALL_TIMEOUT_MS));
    throw this.error(why, 'unknown');
  }

  private error(code: string | undefined, outcome: 'unknown' | 'not-applied'): EcdError {
    const conflict = code === 'OperationDenied.ImageCopyConflict';
    const failure = {
      what: 'model',
      code,
      outcome,
      retryable: code !== 'InvalidImageName.Duplicated',
      conflict,
      hint: '',
    };
    return new EcdError({ action: 'CopyImage', regionId: 'cn-hangzhou' }, failure);
  }

  /** A call that the gateway will refuse for its date is harmless, whenever it is sent. */
  private checkAlone(call: SentCall): void {
    const other = this.calls.find(({ appliesAt }) => appliesAt !== undefined && appliesAt > call.sentAt);
    if (other)
      this.violations.push(`a call was sent at ${call.sentAt} while that of ${other.sentAt} could still take effect`);
  }

  private apply(request: CopyImageRequest, call: SentCall): void {
    const { destinationImageName: name } = request;
    const before = this.existing(name);
    if (this.hostility.uniqueNames && before.length > 0) return;
    if (before.some(({ isDoubled }) => !isDoubled)) this.violations.push(`${before.length + 1} images of ${name}`);
    this.create(request, call);
    // The service's own doing: not to be prevented, but to be named in the result.
    if (call.isDoubledByService) this.create(request, call);
  }

  private create({ destinationImageName, destinationDescription }: CopyImageRequest, call: SentCall): void {
    const { random, hostility, time } = this;
    const createdAt = time.now();
    const imageId = `m-${this.count++}`;
    call.imageIds.push(imageId);
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
      isDoubled: call.isDoubledByService,
    });
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
    if (this.random.chance(this.hostility.readFailure)) throw this.error('ServiceUnavailable', 'unknown');
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

  /** Other people make images too: a page of them stands before ours whenever somebody lists. */
  private addOthers(): void {
    while (this.hostility.pageShifts && this.others().length < PAGE) {
      const imageId = `m-other-${this.count++}`;
      const facts = { name: imageId, description: 'other', status: 'Available', imageType: 'CUSTOM', encrypted: false };
      const times = { createdAt: 0, visibleAt: 0, describedAt: 0, availableAt: 0 };
      this.images.unshift({ imageId, ...facts, ...times, fails: false, isDoubled: false });
    }
  }

  /** One that is deleted between two pages moves ours to an earlier page, which has been read already. */
  private shiftPages(): void {
    const [other] = this.others();
    if (other && this.random.chance(0.5)) this.remove(other.imageId);
  }

  private others(): ModelImage[] {
    return this.images.filter(({ description }) => description === 'other');
  }
}
