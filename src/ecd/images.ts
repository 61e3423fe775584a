// Reads what DescribeImages says of images. Only an id and the list itself must be right: any other field may be odd,
// and is then as if it were absent, since the images may be somebody else's.
import { type Fields, fieldOf, imageIdOf, isRecord, missing, textOf, UnexpectedAnswer } from './answers';
import type { EcdImage } from './ecd-client';
import { type Redact, wordsOf } from './texts';

/** A page of DescribeImages. Without `nextToken` it is the last one. */
export interface ImagePage {
  images: EcdImage[];
  nextToken: string | undefined;
}

/** A token goes into the address of the next request. */
const MAX_TOKEN_LENGTH = 4_096;

/** Statuses and systems go into histories: no longer word of them does. */
const MAX_WORD_LENGTH = 64;

const PERCENT = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/;

/**
 * A page of DescribeImages. A body without the list, an image without its id, or a token that is none throws
 * `UnexpectedAnswer`: it must never read as "there are no (more) images", after which a copy would be made.
 */
export function readImagePage(body: Fields, redact: Redact): ImagePage {
  const images = fieldOf(body, 'Images');
  if (!Array.isArray(images)) return missing('Images', body);
  return { images: images.map((image) => readImage(image, body, redact)), nextToken: readToken(body) };
}

function readToken(body: Fields): string | undefined {
  const token = fieldOf(body, 'NextToken') ?? '';
  if (typeof token !== 'string') throw new UnexpectedAnswer('has a NextToken that is no text', 200, body);
  if (token.length > MAX_TOKEN_LENGTH) throw new UnexpectedAnswer('has a NextToken that is too long', 200, body);
  return textOf(token);
}

function readImage(image: unknown, body: Fields, redact: Redact): EcdImage {
  const fields = isRecord(image) ? image : {};
  const text = (name: string) => textOf(fieldOf(fields, name));
  const word = (name: string) => [...wordsOf(text(name) ?? '', redact)].slice(0, MAX_WORD_LENGTH).join('') || undefined;
  return {
    imageId: imageIdOf(fieldOf(fields, 'ImageId')) ?? missing('ImageId for an image', body),
    name: text('Name') ?? '',
    description: text('Description') ?? '',
    status: word('Status') ?? '',
    imageType: word('ImageType') ?? '',
    encrypted: isTrue(fieldOf(fields, 'VolumeEncryptionEnabled')),
    percent: percentOf(fieldOf(fields, 'Progress')),
    creationTime: word('CreationTime'),
    osType: word('OsType'),
    platform: word('Platform'),
    size: numberOf(fieldOf(fields, 'Size')),
    sharedCount: numberOf(fieldOf(fields, 'SharedCount')),
  };
}

function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

/** 0 to 100, from `"12%"`, `"12"` or `12`; undefined when it is none of these. */
function percentOf(progress: unknown): number | undefined {
  if (typeof progress !== 'string' && typeof progress !== 'number') return undefined;
  const [, digits] = PERCENT.exec(String(progress)) ?? [];
  return digits === undefined ? undefined : Math.min(100, Number(digits));
}

/** A number, also one that was sent as digits. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  return typeof value === 'number' ? value : undefined;
}
