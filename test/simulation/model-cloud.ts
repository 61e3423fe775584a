// A model of the cloud's calls in virtual time, hostile within what the protocol assumes: a CopyImage arrives at most 15
// minutes after its date, is applied at most 3 minutes later, and its image is visible at most 3 minutes after that.
import type { CopyRequest, ImageReads } from '../../src/protocol/cloud';
import type { ImageAt } from '../../src/shared/copy';
import { newCopy } from './model-copies';
import { conflict, expired, modelError, nameInUse, noAnswer, notFound, throttled } from './model-errors';
import type { ModelImage } from './model-image';
import { ModelRegion } from './model-images';
import type { Random } from './random';
import { type Hostility, MINUTE_MS, timing } from './settings';
import type { VirtualTime } from './virtual-time';

const GATEWAY_TOLERANCE_MS = 15 * MINUTE_MS;
const MAX_APPLY_MS = 3 * MINUTE_MS;
const ACCOUNTS_PER_CALL = 10;

/** On whose behalf a call is made. */
export interface Sender {
  runId: string;
  copyKey: string;
  /** When the run decided to try. */
  triedAt?: number | undefined;
  /** No read of the service gave its call a date: Temporal's clock did. */
  isDatedByTemporal?: boolean | undefined;
}

/** A CopyImage call that left its worker. */
export interface SentCall {
  sender: Sender;
  sentAt: number;
  /** Its date, in true time. */
  datedAt: number;
  /** When it will take effect; undefined: never. */
  appliesAt?: number | undefined;
  imageIds: string[];
  isDoubledByService: boolean;
}

/** Who looks on, and sees what reads do not show. */
export interface Watcher {
  sent(call: SentCall, earlier: readonly SentCall[]): void;
  /** `before`: what there was of the copy. */
  applied(call: SentCall, before: readonly ModelImage[]): void;
  /** `datedAt`: in true time. */
  cancelling(image: ModelImage | undefined, sender: Sender, datedAt: number): void;
}

export class ModelCloud {
  readonly calls: SentCall[] = [];
  private readonly regions = new Map<string, ModelRegion>();
  private count = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly hostility: Hostility,
    private readonly watcher: Watcher,
  ) {}

  region(regionId: string): ModelRegion {
    const known = this.regions.get(regionId);
    if (known) return known;
    const { time, random, hostility } = this;
    const spread = random.pick([-0.5, 0.5, random.between(-0.5, 0.5)]) * hostility.gatewaySpreadMs;
    const region = new ModelRegion(regionId, time, random, hostility, hostility.skewMs + spread);
    this.regions.set(regionId, region);
    return region;
  }

  /** The reads of a worker; `pause` is what befalls it between two pages. */
  reads(pause: () => Promise<void> = async () => {}): ImageReads {
    return {
      listImages: (regionId) => this.region(regionId).list(pause),
      describeImage: ({ regionId, imageId }) => this.region(regionId).describe(imageId),
      describeImagePermission: ({ regionId, imageId }) => this.region(regionId).permission(imageId),
    };
  }

  newImageId(): string {
    return `m-${(this.count++).toString().padStart(4, '0')}`;
  }

  /** Sends a call dated `date`. What becomes of it is drawn here, and happens whether its sender lives or not. */
  async copyImage(request: CopyRequest, date: number, sender: Sender): Promise<{ imageId: string; requestId: string }> {
    const { random, hostility, time } = this;
    const gateway = this.region(request.regionId);
    const call = this.newCall(sender, date - this.region(request.destinationRegionId).skewMs);
    const travel = random.chance(hostility.lateArrival) ? this.lateTravel(gateway, date) : random.between(50, 2_000);
    const isExpired = Math.abs(gateway.clock() + travel - date) > GATEWAY_TOLERANCE_MS;
    const refusal = isExpired ? expired() : this.refusal();
    const application = random.chance(hostility.lateApplication) ? random.upTo(MAX_APPLY_MS) : 0;
    if (!refusal && !random.chance(hostility.lost)) {
      call.appliesAt = time.now() + travel + application;
      time.after(travel + application, () => this.apply(request, call));
    }
    this.watcher.sent(call, this.calls);
    this.calls.push(call);
    const isLost = !refusal && call.appliesAt === undefined;
    const answersAfter = travel + (refusal ? 0 : application);
    if (isLost || answersAfter > timing.callTimeoutMs || random.chance(hostility.lostAnswer)) return this.unanswered();
    await time.sleep(answersAfter);
    if (refusal) throw refusal;
    const [imageId] = call.imageIds;
    if (imageId === undefined) throw nameInUse();
    return { imageId, requestId: 'R' };
  }

  /** Ends a copy in flight, whoever asks for it: the service knows no owners. */
  async cancelCopyImage({ regionId, imageId }: ImageAt, date: number, sender: Sender): Promise<void> {
    const { random, hostility, time } = this;
    const region = this.region(regionId);
    this.watcher.cancelling(region.find(imageId), sender, date - region.skewMs);
    await time.sleep(random.between(50, 2_000));
    if (Math.abs(region.clock() - date) > GATEWAY_TOLERANCE_MS) throw expired();
    const image = region.find(imageId);
    if (!image || (image.shownAt > time.now() && random.chance(0.5))) throw notFound();
    if (time.now() >= image.availableAt) throw modelError('IncorrectImageStatus');
    const isLost = random.chance(hostility.lostCancelAnswer);
    if (!isLost || random.chance(0.5)) region.remove(image);
    if (isLost) return this.unanswered();
  }

  /** ModifyImagePermission: accounts can be read back somewhat later. */
  async addAccounts(accounts: readonly string[], { regionId, imageId }: ImageAt, date: number) {
    const { random, hostility, time } = this;
    const region = this.region(regionId);
    await time.sleep(random.between(50, 2_000));
    const image = region.find(imageId);
    if (!image) throw notFound();
    if (region.clock() - date > GATEWAY_TOLERANCE_MS) throw expired();
    if (accounts.length > ACCOUNTS_PER_CALL) throw modelError('InvalidParameter');
    if (random.chance(hostility.refused)) throw throttled(5_000);
    const isLost = random.chance(hostility.lostShareAnswer);
    const readableAt = time.now() + random.upTo(hostility.permissionLagMs);
    if (!isLost || random.chance(0.5)) {
      for (const account of accounts) image.accounts.set(account, image.accounts.get(account) ?? readableAt);
    }
    if (isLost) return this.unanswered();
    image.adds.push(accounts);
    return { requestId: 'R-share' };
  }

  private newCall(sender: Sender, datedAt: number): SentCall {
    const isDoubledByService = this.random.chance(this.hostility.twice);
    return { sender, sentAt: this.time.now(), datedAt, imageIds: [], isDoubledByService };
  }

  private refusal() {
    const { random, hostility } = this;
    if (random.chance(hostility.refused))
      return random.chance(0.5) ? throttled(random.pick([1_000, 60_000])) : conflict();
    return random.chance(hostility.finallyRefused) ? modelError('QuotaExceeded.Image') : undefined;
  }

  /** Up to the last moment at which the gateway takes a call of this date, or past it. */
  private lateTravel(gateway: ModelRegion, date: number): number {
    const left = Math.max(0, date + GATEWAY_TOLERANCE_MS - gateway.clock());
    return this.random.chance(0.2) ? left + this.random.between(0, 3 * MINUTE_MS) : this.random.upTo(left);
  }

  private async unanswered(): Promise<never> {
    await this.time.sleep(this.random.between(100, timing.callTimeoutMs));
    throw noAnswer();
  }

  private apply(request: CopyRequest, call: SentCall): void {
    const region = this.region(request.destinationRegionId);
    if (this.hostility.uniqueNames && region.holdsName(request.destinationImageName)) return;
    this.watcher.applied(call, region.existing(call.sender.copyKey));
    call.imageIds.push(this.create(region, request, call));
    // The service's own doing: not to be prevented, but to be named in the result.
    if (call.isDoubledByService) call.imageIds.push(this.create(region, request, call));
  }

  private create(region: ModelRegion, request: CopyRequest, { sender, isDoubledByService }: SentCall): string {
    const { time, random, hostility } = this;
    const facts = newCopy(request, { now: time.now(), random, hostility });
    const { copyKey, runId } = sender;
    const imageId = this.newImageId();
    region.add({ ...facts, imageId, copyKey, madeBy: runId, isDoubled: isDoubledByService });
    return imageId;
  }
}
