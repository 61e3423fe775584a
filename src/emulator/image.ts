// One image of the emulated cloud: its facts, and what DescribeImages shows of it at a moment.
import type { SeedImage } from './seed';
import type { Settings } from './settings';

/** What faults do to a copy. */
export const COPY_FAULTS = ['create-failed', 'stuck', 'unknown-status', 'no-progress'] as const;

/** One of them. */
export type CopyFault = (typeof COPY_FAULTS)[number];

/** How an image comes about. Times in ms since the epoch, by this machine's clock. */
export interface Making {
  /** By CopyImage, not by CreateImage. */
  isCopy: boolean;
  seconds: number;
  /** Undefined while it is queued. */
  startedAt?: number | undefined;
  fault?: CopyFault | undefined;
}

/** An image, whether reads show it yet or not. */
export interface Image extends SeedImage {
  createdAt: number;
  /** Undefined of an image that was there from the start. */
  making?: Making | undefined;
}

/** An image as DescribeImages answers it. */
export type DescribedImage = Record<string, unknown> & {
  ImageId: string;
  Name: string;
  Status: string;
  SupportedLanguages: string[];
};

const FAILS_AT_PERCENT = 60;
const STOPS_AT_PERCENT = 40;

/** Whether the image is a copy that waits for its place. */
export function isQueued({ making }: Image): boolean {
  return making !== undefined && making.startedAt === undefined;
}

/** When a started copy leaves its place to the next; undefined: never. */
export function endOfMaking({ seconds, startedAt, fault }: Making): number | undefined {
  if (startedAt === undefined || fault === 'stuck') return undefined;
  const share = fault === 'create-failed' ? FAILS_AT_PERCENT / 100 : 1;
  return startedAt + seconds * 1_000 * share;
}

/** `Creating`, `Available` or `CreateFailed`, and the percent. */
export function statusOf({ making, status }: Image, now: number): { status: string; percent: number } {
  if (!making) return { status, percent: status === 'Available' ? 100 : 0 };
  const { startedAt, seconds, fault } = making;
  if (startedAt === undefined) return { status: 'Creating', percent: 0 };
  const percent = seconds === 0 ? 100 : Math.floor(((now - startedAt) / (seconds * 1_000)) * 100);
  if (fault === 'stuck') return { status: 'Creating', percent: Math.min(percent, STOPS_AT_PERCENT) };
  if (fault === 'create-failed' && percent >= FAILS_AT_PERCENT) {
    return { status: 'CreateFailed', percent: FAILS_AT_PERCENT };
  }
  return percent < 100 ? { status: 'Creating', percent: Math.max(percent, 0) } : { status: 'Available', percent: 100 };
}

/** Whether reads show the image. Queued copies have a setting of their own. */
export function isVisible(image: Image, now: number, settings: Settings): boolean {
  if (!image.making) return true;
  const isDue = now - image.createdAt >= settings.visibilityLagSeconds * 1_000;
  return isDue && (settings.showQueued || !isQueued(image));
}

/** The image as DescribeImages shows it; dates are by the service's clock. */
export function describeImage(image: Image, now: number, settings: Settings): DescribedImage {
  const { status, percent } = statusOf(image, now);
  const fault = image.making?.fault;
  const serviceTime = (at: number) => timeText(at + settings.clockSkewSeconds * 1_000);
  return {
    ImageId: image.imageId,
    Name: image.name,
    Description: descriptionOf(image, now, settings),
    Status: fault === 'unknown-status' && status === 'Creating' ? 'Transferring' : status,
    ...(fault === 'no-progress' ? {} : { Progress: `${percent}%` }),
    ImageType: image.imageType,
    CreationTime: serviceTime(image.createdAt),
    UpdateTime: serviceTime(image.createdAt),
    Size: image.size,
    DataDiskSize: 0,
    SharedCount: image.sharedWith.length,
    OsType: image.osType,
    Platform: image.platform,
    ProtocolType: 'ASP',
    SessionType: 'SINGLE_SESSION',
    GpuCategory: false,
    VolumeEncryptionEnabled: image.encrypted,
    SupportedLanguages: ['zh-CN', 'en-US'],
  };
}

function descriptionOf({ description, createdAt, making }: Image, now: number, settings: Settings): string {
  return making && now - createdAt < settings.descriptionLagSeconds * 1_000 ? '' : description;
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
