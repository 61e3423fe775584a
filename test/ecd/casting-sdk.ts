// An SDK that makes models of answers, as the official one does, for where that is not installed: a model holds the
// documented fields alone, under names of its own, and one odd field costs the whole answer.
import type { $OpenApiUtil } from '@alicloud/openapi-core';
import { builtInSdk } from '../../src/ecd/built-in-client';
import type { EcdSdk, SdkMethod } from '../../src/ecd/sdk';

const METHODS: readonly SdkMethod[] = [
  'copyImageWithOptions',
  'cancelCopyImageWithOptions',
  'describeImagesWithOptions',
  'modifyImagePermissionWithOptions',
  'describeImagePermissionWithOptions',
  'deleteImagesWithOptions',
  'describeRegionsWithOptions',
];

class CastingClient extends builtInSdk.default {
  constructor(config: $OpenApiUtil.Config) {
    super(config);
    for (const method of METHODS) {
      const send = this[method].bind(this);
      this[method] = async (request, runtime) => modelOf(await send(request, runtime), ANSWER);
    }
  }
}

export const castingSdk: EcdSdk = { ...builtInSdk, default: CastingClient };

/** A type, a list of one shape, or fields. */
type Shape = string | readonly [Shape] | { readonly [name: string]: Shape };

const IMAGE: Shape = {
  ...{ ImageId: 'string', Name: 'string', Description: 'string', Status: 'string', Progress: 'string' },
  ...{ ImageType: 'string', CreationTime: 'string', OsType: 'string', Platform: 'string', Size: 'number' },
};

// No Code and no Message, as in the official package: a model of a refusal in a 200 looks like a success.
const BODY: Shape = {
  RequestId: 'string',
  ImageId: 'string',
  NextToken: 'string',
  AliUids: ['string'],
  Images: [IMAGE],
  Regions: [{ RegionId: 'string', LocalName: 'string' }],
};

const ANSWER: Shape = { statusCode: 'number', body: BODY };

/** Throws `TypeError` for what has not the shape. */
function modelOf(value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof shape === 'string') return typeof value === shape ? value : fail(value, shape);
  if (isList(shape)) return Array.isArray(value) ? value.map((item) => modelOf(item, shape[0])) : fail(value);
  if (typeof value !== 'object' || Array.isArray(value)) return fail(value);
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(shape).map(([name, of]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      modelOf(fields[name], of),
    ]),
  );
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function fail(value: unknown, shape = 'model'): never {
  throw new TypeError(`type of ${typeof value} is mismatch, expect ${shape}`);
}
