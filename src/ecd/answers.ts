// What counts as a success: an answer is believed only when it proves that the call was applied.

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
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  /** `reason` continues "the answer …"; `body` may have its fields with a small or a capital first letter. */
  constructor(reason: string, statusCode: number, body: unknown) {
    super(`the answer ${reason}`);
    const fields = isRecord(body) ? body : {};
    this.statusCode = statusCode;
    this.code = textOf(fields.Code ?? fields.code);
    this.requestId = textOf(fields.RequestId ?? fields.requestId);
  }
}

/**
 * Throws `UnexpectedAnswer` unless an answer of the SDK's `callApi` has status 200 and a body without an error code:
 * the SDK itself takes every status below 400 for a success.
 */
export function assertSuccess({ statusCode = 0, body }: { statusCode?: number; body?: unknown }): void {
  if (statusCode !== 200) throw new UnexpectedAnswer('is not a success', statusCode, body);
  if (!isRecord(body)) throw new UnexpectedAnswer('is not an object', statusCode, body);
  if (body.Code || body.code) throw new UnexpectedAnswer('has an error code', statusCode, body);
}

/** Throws `UnexpectedAnswer`: a success without what it must have. `what` completes "has no …". */
export function missing(what: string, body: Fields): never {
  throw new UnexpectedAnswer(`has no ${what}`, 200, body);
}

/** For actions that answer with a RequestId alone: it is the proof. */
export function readNothing(body: Fields): void {
  if (!textOf(body.requestId)) missing('RequestId', body);
}

/** The id of the image that CopyImage makes. */
export function readCopyImage(body: Fields): { imageId: string } {
  return { imageId: textOf(body.imageId) ?? missing('ImageId', body) };
}

/**
 * The accounts of DescribeImagePermission. Whether an image that nobody shares has an empty list or none is not
 * documented: without one the RequestId is the proof. Reading too few accounts only makes a sharing be repeated.
 */
export function readImagePermission(body: Fields): string[] {
  const accounts = body.aliUids;
  if (Array.isArray(accounts)) return accounts.map(String);
  readNothing(body);
  return [];
}

/** The regions of DescribeRegions. */
export function readRegions(body: Fields): { regionId: string; localName: string }[] {
  const regions = body.regions;
  if (!Array.isArray(regions)) return missing('Regions', body);
  return regions.filter(isRecord).map((region) => ({
    regionId: textOf(region.regionId) ?? missing('RegionId for a region', body),
    localName: textOf(region.localName) ?? '',
  }));
}
