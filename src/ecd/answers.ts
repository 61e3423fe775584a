// What counts as a success: an answer is believed only when it proves that the call was applied. Read here is the body
// as the service sent it, whatever an SDK makes of it.
import { isRegionId } from './regions';

/** An object with unknown fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text with something in it, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The id of an image; undefined for what cannot be one, or is much longer: it goes into histories and tables. */
export function imageIdOf(value: unknown): string | undefined {
  return typeof value === 'string' && IMAGE_ID.test(value) ? value : undefined;
}

const IMAGE_ID = /^[!-~]{1,66}$/;

/** A field by its documented name. The gateway also writes names with a small first letter. */
export function fieldOf(fields: Fields, name: string): unknown {
  return fields[name] ?? fields[name.charAt(0).toLowerCase() + name.slice(1)];
}

/** Whether a code says that nothing went wrong: many actions of this API answer a success with one. */
export function saysSuccess(code: unknown): boolean {
  return (typeof code === 'string' || typeof code === 'number') && /^(200|ok|success)$/i.test(String(code));
}

/** An answer that came, and can be read, but does not prove a success. */
export class UnexpectedAnswer extends Error {
  readonly statusCode: number;
  /** As it was sent. */
  readonly code: unknown;
  /** As it was sent. */
  readonly requestId: unknown;

  /** `reason` continues "the answer …". */
  constructor(reason: string, statusCode: number, body: unknown) {
    super(`the answer ${reason}`);
    const fields = isRecord(body) ? body : {};
    this.statusCode = statusCode;
    this.code = fieldOf(fields, 'Code');
    this.requestId = fieldOf(fields, 'RequestId');
  }
}

/**
 * The body of an answer. Throws `UnexpectedAnswer` unless it has status 200 and no error code: the SDK itself takes
 * every status below 400 for a success.
 */
export function bodyOfSuccess({ statusCode = 0, body }: { statusCode?: number | undefined; body?: unknown }): Fields {
  if (statusCode !== 200) throw new UnexpectedAnswer('is not a success', statusCode, body);
  if (!isRecord(body)) throw new UnexpectedAnswer('is not an object', statusCode, body);
  const isError = (code: unknown) => Boolean(code) && !saysSuccess(code);
  if (isError(body.Code) || isError(body.code)) {
    throw new UnexpectedAnswer('has an error code', statusCode, body);
  }
  return body;
}

/** Throws `UnexpectedAnswer`: a success without what it must have. `what` completes "has no …". */
export function missing(what: string, body: Fields): never {
  throw new UnexpectedAnswer(`has no ${what}`, 200, body);
}

/** For actions that answer with a RequestId alone: it is the proof. */
export function readNothing(body: Fields): void {
  if (!textOf(fieldOf(body, 'RequestId'))) missing('RequestId', body);
}

/** The id of the image that CopyImage makes. */
export function readCopyImage(body: Fields): { imageId: string } {
  return { imageId: imageIdOf(fieldOf(body, 'ImageId')) ?? missing('ImageId', body) };
}

/**
 * The accounts of DescribeImagePermission. Whether an image that nobody shares has an empty list or none is not
 * documented: without one the RequestId is the proof. What is no account id is left out: reading too few accounts only
 * makes a sharing be repeated.
 */
export function readImagePermission(body: Fields): string[] {
  const accounts = fieldOf(body, 'AliUids');
  if (Array.isArray(accounts)) return accounts.flatMap((account) => accountOf(account) ?? []);
  if (accounts !== undefined && accounts !== null) missing('list of AliUids', body);
  readNothing(body);
  return [];
}

/** The regions of DescribeRegions. */
export function readRegions(body: Fields): { regionId: string; localName: string }[] {
  const regions = fieldOf(body, 'Regions');
  if (!Array.isArray(regions)) return missing('Regions', body);
  const read = regions.filter(isRecord).map((region) => ({
    regionId: regionIdOf(fieldOf(region, 'RegionId')) ?? missing('RegionId for a region', body),
    localName: textOf(fieldOf(region, 'LocalName')) ?? '',
  }));
  // One that is named twice is one region: "all" of them would have two rows for one copy.
  return [...new Map(read.map((region) => [region.regionId, region])).values()];
}

/** An id becomes part of a host name: what cannot be one is none. */
function regionIdOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isRegionId(text) ? text : undefined;
}

/** A number past 2^53 has lost digits: it is the id of somebody else. */
function accountOf(value: unknown): string | undefined {
  return Number.isSafeInteger(value) ? String(value) : textOf(value);
}
