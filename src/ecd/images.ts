// Reads what DescribeImages says of images.
import { type Fields, isRecord, missing, textOf } from './answers';
import type { EcdImage } from './ecd-client';

/** A page of DescribeImages. Without `nextToken` it is the last one. */
export interface ImagePage {
  images: EcdImage[];
  nextToken: string | undefined;
}

const PERCENT = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/;

/**
 * A page of DescribeImages. A body without the list, or an image without its id, throws `UnexpectedAnswer`: it must
 * never read as "there are no images", after which a copy would be made.
 */
export function readImagePage(body: Fields): ImagePage {
  const images = body.images;
  if (!Array.isArray(images)) return missing('Images', body);
  return { images: images.map((image) => readImage(image, body)), nextToken: textOf(body.nextToken) };
}

function readImage(image: unknown, body: Fields): EcdImage {
  const fields = isRecord(image) ? image : {};
  return {
    imageId: textOf(fields.imageId) ?? missing('ImageId for an image', body),
    name: textOf(fields.name) ?? '',
    description: textOf(fields.description) ?? '',
    status: textOf(fields.status) ?? '',
    imageType: textOf(fields.imageType) ?? '',
    encrypted: String(fields.volumeEncryptionEnabled) === 'true',
    percent: percentOf(fields.progress),
    creationTime: textOf(fields.creationTime),
    osType: textOf(fields.osType),
    platform: textOf(fields.platform),
    size: numberOf(fields.size),
    sharedCount: numberOf(fields.sharedCount),
  };
}

/** 0 to 100, from `"12%"`, `"12"` or `12`; undefined when it is none of these. */
function percentOf(progress: unknown): number | undefined {
  const [, digits] = PERCENT.exec(String(progress)) ?? [];
  return digits === undefined ? undefined : Math.min(100, Number(digits));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
