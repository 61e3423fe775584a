// What DescribeImages shows of an image at a moment.
import { createHash } from 'node:crypto';
import { endOfMaking, type Image, progressOf, shownShares } from './image';
import type { Settings } from './settings';

/** An image as DescribeImages answers it. */
export type DescribedImage = Record<string, unknown> & {
  ImageId: string;
  Name: string;
  Status: string;
  Progress?: string | undefined;
  SupportedLanguages: string[];
};

/** The image as DescribeImages shows it; dates are by the service's clock. */
export function describeImage(image: Image, now: number, settings: Settings): DescribedImage {
  const serviceTime = (at: number) => timeText(at + settings.clockSkewSeconds * 1_000);
  return {
    ImageId: image.imageId,
    Name: image.name,
    Description: descriptionOf(image, now, settings),
    ...statusOf(image, now, settings),
    ImageType: image.receivedFrom === undefined ? image.imageType : settings.receivedImageType,
    CreationTime: serviceTime(image.createdAt),
    UpdateTime: serviceTime(updatedAt(image, now)),
    Size: image.size,
    DataDiskSize: 0,
    SharedCount: shownShares(image, now, settings).length,
    OsType: image.osType,
    Platform: image.platform,
    ProtocolType: image.protocolType,
    SessionType: image.sessionType,
    AppVersion: image.appVersion,
    GpuCategory: image.gpu,
    GpuDriverVersion: image.gpuDriverVersion,
    VolumeEncryptionEnabled: image.encrypted,
    VolumeEncryptionKey: image.encrypted ? keyOfRegion(image.regionId) : undefined,
    SupportedLanguages: image.languages,
  };
}

/** Status and Progress, with what a fault makes of them. */
function statusOf(image: Image, now: number, settings: Settings): Pick<DescribedImage, 'Status' | 'Progress'> {
  const { state, percent } = progressOf(image, now);
  const fault = image.making?.fault;
  const names = {
    Queued: settings.queuedStatus,
    Creating: fault === 'unknown-status' ? 'Transferring' : 'Creating',
    Available: 'Available',
    CreateFailed: settings.failedStatus,
  };
  return {
    Status: (image.removal && settings.removingStatus) || names[state],
    ...(fault !== 'no-progress' && { Progress: `${percent}%` }),
  };
}

function descriptionOf({ description, createdAt, making }: Image, now: number, settings: Settings): string {
  return making && now - createdAt < settings.descriptionLagSeconds * 1_000 ? '' : description;
}

/** The last change: of its name, description or shares, or the end of its making. */
function updatedAt(image: Image, now: number): number {
  const { createdAt, changedAt = createdAt } = image;
  const end = endOfMaking(image);
  return end !== undefined && end <= now ? Math.max(changedAt, end) : changedAt;
}

/** Keys of KMS do not leave their region: each region has one of its own, in KMS's form. */
function keyOfRegion(regionId: string): string {
  const digest = createHash('sha256').update(regionId).digest('hex');
  return [8, 12, 16, 20, 32].map((end, index, ends) => digest.slice(ends[index - 1] ?? 0, end)).join('-');
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
