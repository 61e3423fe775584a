// DescribeImages: a page of a region's images, by ids and filters.
import { ApiError } from '../api-error';
import { describeImage } from '../described-image';
import type { Image } from '../image';
import type { Parameters } from '../parameters';
import type { Settings } from '../settings';
import type { Action } from './action';

const DEFAULT_PAGE = 10;
const MAX_PAGE = 100;

type ShownImage = { image: Image; shown: Record<string, unknown> };

/**
 * The filters that want one value, and the field that has it. FotaVersion is taken to go by AppVersion: the SDKs
 * describe both as the version of the image.
 */
const EXACT_FILTERS: Readonly<Record<string, string>> = {
  ImageStatus: 'Status',
  ImageType: 'ImageType',
  OsType: 'OsType',
  ProtocolType: 'ProtocolType',
  SessionType: 'SessionType',
  GpuCategory: 'GpuCategory',
  GpuDriverVersion: 'GpuDriverVersion',
  FotaVersion: 'AppVersion',
};

/** A page of what a region shows, by ids and filters. */
export const describeImages: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const { clampMaxResults, emptyNextToken } = cloud.settings;
  const high = clampMaxResults ? Number.MAX_SAFE_INTEGER : MAX_PAGE;
  const size = Math.min(parameters.integer('MaxResults', { byDefault: DEFAULT_PAGE, low: 1, high }), MAX_PAGE);
  const start = positionOf(parameters.optional('NextToken'));
  const ids = parameters.list('ImageId');
  const images = cloud
    .visibleImages(regionId)
    .filter(({ imageId }) => ids.length === 0 || ids.includes(imageId))
    .map((image) => ({ image, shown: describeImage(image, cloud.now(), cloud.settings) }))
    .filter(filterOf(parameters, cloud.settings));
  const end = start + size;
  return {
    Images: images.slice(start, end).map(({ shown }) => shown),
    ...(end < images.length && { NextToken: tokenOf(end) }),
    ...(end >= images.length && emptyNextToken && { NextToken: '' }),
  };
};

/** Names match as the settings say; the other values in either case, since the SDKs write booleans as `true` and `True`. */
function filterOf(parameters: Parameters, { fuzzyNames }: Settings): (image: ShownImage) => boolean {
  const name = parameters.optional('ImageName');
  const isNamed = ({ name: full }: Image, wanted: string) =>
    fuzzyNames ? full.toLowerCase().includes(wanted.toLowerCase()) : full === wanted;
  const language = parameters.optional('LanguageType');
  const desktop = parameters.optional('DesktopInstanceType');
  const exact = Object.entries(EXACT_FILTERS).flatMap(([parameter, field]) => {
    const wanted = parameters.optional(parameter)?.toLowerCase();
    return wanted === undefined ? [] : [{ field, wanted }];
  });
  return ({ image, shown }) =>
    (name === undefined || isNamed(image, name)) &&
    (language === undefined || image.languages.includes(language)) &&
    (desktop === undefined || image.desktopInstanceTypes.includes(desktop)) &&
    exact.every(({ field, wanted }) => String(shown[field] ?? '').toLowerCase() === wanted);
}

/** A token that only its maker understands: the position after the last image of a page. */
function tokenOf(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

function positionOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, position] = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (position === undefined) throw new ApiError('InvalidParameter.NextToken', 'The specified NextToken is not valid.');
  return Number(position);
}
