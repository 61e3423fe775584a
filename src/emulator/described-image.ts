// What DescribeImages shows of an image at a moment.
import { createHash } from 'node:crypto';
import { endOfMaking, type Image, statusOf } from './image';
import type { Settings } from './settings';

/** An image as DescribeImages answers it. */
export type DescribedImage = Record<string, unknown> & {
  ImageId: string;
  Name: string;
  Status: string;
  SupportedLanguages: string[];
};

/** The image as DescribeImages shows it; dates are by the service's clock. */
export function describeImage(image: Image, now: number, settings: Settings): DescribedImage {
  const serviceTime = (at: number) => timeText(at + settings.clockSkewSeconds * 1_000);
  return {
    ImageId: image.imageId,
    Name: image.name,
    Description: descriptionOf(image, now, settings),
    ...progressOf(image, now),
    ImageType: image.imageType,
    CreationTime: serviceTime(image.createdAt),
    UpdateTime: serviceTime(updatedAt(image, now)),
    Size: image.size,
    DataDiskSize: 0,
    SharedCount: image.sharedWith.length,
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
function progressOf(image: Image, now: number): { Status: string; Progress?: string | undefined } {
  const { status, percent } = statusOf(image, now);
  const fault = image.making?.fault;
  return {
    Status: fault === 'unknown-status' && status === 'Creating' ? 'Transferring' : status,
    ...(fault !== 'no-progress' && { Progress: `${percent}%` }),
  };
}

function descriptionOf({ description, createdAt, making }: Image, now: number, settings: Settings): string {
  return making && now - createdAt < settings.descriptionLagSeconds * 1_000 ? '' : description;
}

/** The last change: of its name, description or shares, or the end of its making. */
function updatedAt({ createdAt, changedAt = createdAt, making }: Image, now: number): number {
  const end = making && endOfMaking(making);
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
