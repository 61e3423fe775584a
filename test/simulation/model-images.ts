// The images of a region of the model cloud, and how its reads show them: late, without their description, on pages
// that shift, or not at all.
import type { Image, Listing, Permission } from '../../src/protocol/cloud';
import { denied, notFound, throttled, unavailable } from './model-errors';
import { type ModelImage, SOURCE_PROPERTIES } from './model-image';
import type { Random } from './random';
import { HOUR_MS, type Hostility, MINUTE_MS } from './settings';
import type { VirtualTime } from './virtual-time';

const PAGE = 3;
const FOR_EVER = Number.POSITIVE_INFINITY;

export class ModelRegion {
  images: ModelImage[] = [];
  readonly removed: ModelImage[] = [];
  private readonly outages: { from: number; to: number; isDenied: boolean }[] = [];
  private others = 0;
  /** An image of somebody else's, of which others are made. */
  private readonly stranger: ModelImage;

  constructor(
    readonly regionId: string,
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly hostility: Hostility,
    /** Of its gateway's clock against the true one. */
    readonly skewMs: number,
  ) {
    this.stranger = this.newStranger();
    if (random.chance(hostility.outages)) {
      const from = time.now() + random.between(0, HOUR_MS);
      this.outages.push({ from, to: from + random.between(MINUTE_MS, HOUR_MS), isDenied: random.chance(0.5) });
    }
  }

  /** What exists of a copy, whether reads show it or not. */
  existing(copyKey: string): ModelImage[] {
    return this.images.filter((image) => image.copyKey === copyKey && !this.hasFailed(image));
  }

  holdsName(name: string): boolean {
    return this.images.some((image) => image.name.toLowerCase() === name.toLowerCase() && !this.hasFailed(image));
  }

  add(image: Partial<ModelImage> & Pick<ModelImage, 'imageId' | 'name' | 'description'>): ModelImage {
    const now = this.time.now();
    const times = { createdAt: now, shownAt: now, listedAt: now, describedAt: now, availableAt: now, permittedAt: now };
    const added: ModelImage = { ...this.stranger, ...times, accounts: new Map(), adds: [], ...image };
    added.creationTime = new Date(added.createdAt + this.skewMs).toISOString();
    this.images.push(added);
    return added;
  }

  remove(image: ModelImage): void {
    image.removedAt = this.time.now();
    this.images = this.images.filter((other) => other !== image);
    if (image.copyKey !== undefined) this.removed.push(image);
  }

  find(imageId: string): ModelImage | undefined {
    return this.images.find((image) => image.imageId === imageId);
  }

  /** The time of the region's gateway: its `Date` header, and what dates are judged by. */
  clock(): number {
    return this.time.now() + this.skewMs;
  }

  /** Whether reads failed at some moment of a time. */
  wasOut(from: number, to: number): boolean {
    return this.outages.some((outage) => outage.from < to && outage.to > from);
  }

  async describe(imageId: string): Promise<Image | undefined> {
    await this.answer();
    const image = this.find(imageId);
    return image && image.shownAt <= this.time.now() ? { ...this.shown(image), date: this.dateHeader() } : undefined;
  }

  async permission(imageId: string): Promise<Permission> {
    await this.answer();
    const now = this.time.now();
    const image = this.find(imageId);
    if (!image || image.permittedAt > now) throw notFound();
    return { accounts: [...image.accounts].flatMap(([id, at]) => (at <= now ? [id] : [])), date: this.dateHeader() };
  }

  /** `pause` happens between two pages. */
  async list(pause: () => Promise<void>): Promise<Listing> {
    const images: Image[] = [];
    this.addOthers();
    for (let pages = 1; ; pages++) {
      await this.answer();
      const now = this.time.now();
      const listed = this.images.filter(({ listedAt }) => listedAt <= now);
      images.push(...listed.slice((pages - 1) * PAGE, pages * PAGE).map((image) => this.shown(image)));
      this.shiftPages();
      if (listed.length <= pages * PAGE) return { images, pages, date: this.dateHeader() };
      await pause();
    }
  }

  private hasFailed(image: ModelImage): boolean {
    return image.fails && this.time.now() >= image.availableAt;
  }

  private shown(image: ModelImage): Image {
    const now = this.time.now();
    const isDescribed = image.describedAt <= now && now < image.undescribedAt;
    return {
      imageId: image.imageId,
      name: image.name,
      description: isDescribed ? image.description : '',
      status: now < image.availableAt ? image.unfinished : image.fails ? 'CreateFailed' : 'Available',
      creationTime: image.creationTime,
      osType: image.osType,
      platform: image.platform,
      size: image.size,
      encrypted: image.encrypted,
    };
  }

  /** Whole seconds, as in HTTP. */
  private dateHeader(): number | undefined {
    return this.random.chance(this.hostility.undated) ? undefined : Math.floor(this.clock() / 1_000) * 1_000;
  }

  private async answer(): Promise<void> {
    const { time, random, hostility } = this;
    await time.sleep(random.between(20, 500));
    const now = time.now();
    const outage = this.outages.find(({ from, to }) => from <= now && now < to);
    if (outage) throw outage.isDenied ? denied() : unavailable();
    if (random.chance(hostility.readFailure)) throw random.chance(0.3) ? throttled(20_000) : unavailable();
  }

  /** Other people have images too: a page of them stands before ours whenever somebody lists. */
  private addOthers(): void {
    while (this.hostility.pageShifts.length > 0 && this.strangers().length < PAGE) this.images.unshift(this.newOther());
  }

  /** Between two pages some of them go, appear or move: each moves ours to another page, one that has been read maybe. */
  private shiftPages(): void {
    const { pageShifts } = this.hostility;
    while (pageShifts.length > 0 && this.random.chance(0.7)) {
      const kind = this.random.pick(pageShifts);
      const strangers = this.strangers();
      if (kind === 'appear' && strangers.length < 2 * PAGE) this.images.unshift(this.newOther());
      if (kind === 'appear' || strangers.length === 0) continue;
      const other = this.random.pick(strangers);
      this.images = this.images.filter((image) => image !== other);
      if (kind === 'move') this.images.push(other);
    }
  }

  private strangers(): ModelImage[] {
    return this.images.filter(({ description }) => description === 'other');
  }

  private newOther(): ModelImage {
    const imageId = `m-other-${this.others++}`;
    return { ...this.stranger, imageId, name: imageId };
  }

  private newStranger(): ModelImage {
    const at = this.time.now();
    const times = { createdAt: at, shownAt: at, listedAt: at, describedAt: at, availableAt: at, permittedAt: at };
    const names = { imageId: '', name: '', description: 'other', unfinished: 'Creating' };
    const facts = { undescribedAt: FOR_EVER, fails: false, isDoubled: false, encrypted: false };
    const creationTime = new Date(at + this.skewMs).toISOString();
    return { ...names, ...times, ...facts, ...SOURCE_PROPERTIES, creationTime, accounts: new Map(), adds: [] };
  }
}
