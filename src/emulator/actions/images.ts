// DescribeImages, ModifyImageAttribute, DeleteImages and CreateImage.
import { ApiError } from '../api-error';
import { type DescribedImage, describeImage, type Image } from '../image';
import type { Parameters } from '../parameters';
import { type Action, imageKeyOf } from './action';
import { checkDescription, checkName } from './names';

const DEFAULT_PAGE = 10;
const MAX_PAGE = 100;
const MAX_DELETED = 100;

// Filters on fields that the emulated images do not have (GpuDriverVersion, DesktopInstanceType, FotaVersion) do nothing.
const FILTERS: ReadonlyArray<[parameter: string, field: string]> = [
  ['ImageStatus', 'Status'],
  ['ImageType', 'ImageType'],
  ['OsType', 'OsType'],
  ['ProtocolType', 'ProtocolType'],
  ['SessionType', 'SessionType'],
  ['GpuCategory', 'GpuCategory'],
];

/** A page of what a region shows, by ids and filters. */
export const describeImages: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const size = parameters.integer('MaxResults', { byDefault: DEFAULT_PAGE, low: 1, high: MAX_PAGE });
  const start = positionOf(parameters.optional('NextToken'));
  const ids = parameters.list('ImageId');
  const images = cloud
    .visibleImages(regionId)
    .filter(({ imageId }) => ids.length === 0 || ids.includes(imageId))
    .map((image) => describeImage(image, cloud.now(), cloud.settings))
    .filter(filterOf(parameters));
  const end = start + size;
  return {
    Images: images.slice(start, end),
    ...(end < images.length && { NextToken: tokenOf(end) }),
  };
};

/** A new name or description for a finished image. */
export const modifyImageAttribute: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  const name = parameters.optional('Name');
  const description = parameters.optional('Description');
  if (image.imageType !== 'CUSTOM' || cloud.statusOf(image) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'Only an Available custom image can be changed.');
  }
  if (name !== undefined) checkName(name);
  if (name !== undefined && name !== image.name) cloud.checkNameIsFree({ regionId: image.regionId, name });
  if (description !== undefined) checkDescription(description);
  image.name = name ?? image.name;
  image.description = description ?? image.description;
  return {};
};

/** All or nothing: an image that cannot be deleted keeps the others. */
export const deleteImages: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const ids = parameters.list('ImageId');
  if (ids.length < 1 || ids.length > MAX_DELETED) {
    throw new ApiError('InvalidParameter.ImageId', `Between 1 and ${MAX_DELETED} image ids must be given.`);
  }
  const images = ids.map((imageId) => cloud.find({ regionId, imageId }));
  for (const image of images) checkDeletable(image, cloud.statusOf(image));
  for (const image of images) cloud.remove(image);
  return {};
};

/** The desktop that the image is made from is not emulated: any id will do, and the image is like one of the region's. */
export const createImage: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const desktopId = parameters.required('DesktopId');
  const name = parameters.optional('ImageName') ?? `image-of-${desktopId}`;
  const description = parameters.optional('Description') ?? '';
  checkName(name);
  if (description !== '') checkDescription(description);
  cloud.checkNameIsFree({ regionId, name });
  const source = cloud.visibleImages(regionId).find(({ imageType }) => imageType === 'SYSTEM');
  if (!source) throw new ApiError('InvalidDesktopId.NotFound', `The region ${regionId} has no desktop ${desktopId}.`);
  return { ImageId: cloud.add({ source, regionId, name, description, isCopy: false }).imageId };
};

/** Names match exactly; the other values in either case, since the SDKs write booleans as `true` and `True`. */
function filterOf(parameters: Parameters): (image: DescribedImage) => boolean {
  const name = parameters.optional('ImageName');
  const wanted = FILTERS.map(([parameter, field]) => [field, parameters.optional(parameter)?.toLowerCase()] as const);
  const language = parameters.optional('LanguageType');
  return (image) =>
    (name === undefined || image.Name === name) &&
    (language === undefined || image.SupportedLanguages.includes(language)) &&
    wanted.every(([field, value]) => value === undefined || String(image[field]).toLowerCase() === value);
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

function checkDeletable(image: Image, status: string): void {
  if (image.imageType === 'SYSTEM') throw new ApiError('IncorrectImageOwner', 'A system image cannot be deleted.');
  if (status === 'Creating')
    throw new ApiError('IncorrectImageStatus', 'An image that is being made cannot be deleted.');
  if (image.sharedWith.length > 0) {
    throw new ApiError('OperationDenied.ImageShared', 'A shared image must be un-shared before it can be deleted.');
  }
}
