// One image of the emulated cloud: its facts, and what DescribeImages shows of it at a moment.
import type { SeedImage } from './seed';
import type { Settings } from './settings';

/** What a copy's faults do to it. */
export type CopyFault = 'create-failed' | 'stuck' | 'unknown-status' | 'no-progress';

/** A copy under way. Times in ms since the epoch, by this machine's clock. */
export interface Copy {
  seconds: number;
  /** Undefined while it is queued. */
  startedAt?: number | undefined;
  fault?: CopyFault | undefined;
}

/** An image, whether reads show it yet or not. */
export interface Image extends SeedImage {
  createdAt: number;
  copy?: Copy | undefined;
}

/** An image as DescribeImages answers it. */
export type DescribedImage = Record<string, unknown> & { ImageId: string; Name: string; Status: string };

const FAILS_AT_PERCENT = 60;
const STOPS_AT_PERCENT = 40;

/** When a started copy leaves its place to the next; undefined: never. */
export function endOfCopy({ seconds, startedAt, fault }: Copy): number | undefined {
  if (startedAt === undefined || fault === 'stuck') return undefined;
  const share = fault === 'create-failed' ? FAILS_AT_PERCENT / 100 : 1;
  return startedAt + seconds * 1_000 * share;
}

/** `Creating`, `Available` or `CreateFailed`, and the percent. */
export function statusOf({ copy, status }: Image, now: number): { status: string; percent: number } {
  if (!copy) return { status, percent: status === 'Available' ? 100 : 0 };
  if (copy.startedAt === undefined) return { status: 'Creating', percent: 0 };
  const percent = copy.seconds === 0 ? 100 : Math.floor(((now - copy.startedAt) / (copy.seconds * 1_000)) * 100);
  if (copy.fault === 'stuck') return { status: 'Creating', percent: Math.min(percent, STOPS_AT_PERCENT) };
  if (copy.fault === 'create-failed' && percent >= FAILS_AT_PERCENT) {
    return { status: 'CreateFailed', percent: FAILS_AT_PERCENT };
  }
  return percent < 100 ? { status: 'Creating', percent: Math.max(percent, 0) } : { status: 'Available', percent: 100 };
}

/** Whether reads show the image. Queued copies have a setting of their own. */
export function isVisible({ createdAt, copy }: Image, now: number, settings: Settings): boolean {
  if (!copy) return true;
  const isQueued = copy.startedAt === undefined;
  return now - createdAt >= settings.visibilityLagSeconds * 1_000 && (settings.showQueued || !isQueued);
}

function descriptionOf({ description, createdAt, copy }: Image, now: number, settings: Settings): string {
  return copy && now - createdAt < settings.descriptionLagSeconds * 1_000 ? '' : description;
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}

/** The image as DescribeImages shows it; dates are by the service's clock. */
export function describeImage(image: Image, now: number, settings: Settings): DescribedImage {
  const { status, percent } = statusOf(image, now);
  const { copy } = image;
  const serviceTime = (at: number) => timeText(at + settings.clockSkewSeconds * 1_000);
  return {
    ImageId: image.imageId,
    Name: image.name,
    Description: descriptionOf(image, now, settings),
    Status: copy?.fault === 'unknown-status' && status === 'Creating' ? 'Transferring' : status,
    ...(copy?.fault === 'no-progress' ? {} : { Progress: `${percent}%` }),
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
