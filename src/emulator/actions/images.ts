// DescribeImages, ModifyImageAttribute, DeleteImages and CreateImage.
import { ApiError } from '../api-error';
import { describeImage, type Image } from '../image';
import type { Parameters } from '../parameters';
import type { Action } from './action';
import { checkDescription, checkName } from './names';

const DEFAULT_PAGE = 10;
const MAX_PAGE = 100;
const MAX_DELETED = 100;

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

function filterOf(parameters: Parameters): (image: Image, status: string) => boolean {
  const ids = parameters.list('ImageId');
  const name = parameters.optional('ImageName');
  const wantedStatus = parameters.optional('ImageStatus');
  const type = parameters.optional('ImageType');
  const osType = parameters.optional('OsType')?.toUpperCase();
  return (image, status) =>
    (ids.length === 0 || ids.includes(image.imageId)) &&
    (name === undefined || image.name === name) &&
    (wantedStatus === undefined || status === wantedStatus) &&
    (type === undefined || image.imageType === type) &&
    (osType === undefined || image.osType.toUpperCase() === osType);
}

export const describeImages: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const size = parameters.integer('MaxResults', DEFAULT_PAGE, 1, MAX_PAGE);
  const start = positionOf(parameters.optional('NextToken'));
  const isWanted = filterOf(parameters);
  const images = cloud.visibleImages(regionId).filter((image) => isWanted(image, cloud.statusOf(image)));
  const end = start + size;
  return {
    Images: images.slice(start, end).map((image) => describeImage(image, cloud.now(), cloud.settings)),
    ...(end < images.length && { NextToken: tokenOf(end) }),
  };
};

export const modifyImageAttribute: Action = ({ cloud, parameters }) => {
  const image = cloud.find(parameters.required('RegionId'), parameters.required('ImageId'));
  const name = parameters.optional('Name');
  const description = parameters.optional('Description');
  if (image.imageType !== 'CUSTOM' || cloud.statusOf(image) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'Only an Available custom image can be changed.');
  }
  if (name !== undefined) checkName(name);
  if (description !== undefined) checkDescription(description);
  image.name = name ?? image.name;
  image.description = description ?? image.description;
  return {};
};

function checkDeletable(image: Image, status: string): void {
  if (image.imageType === 'SYSTEM') throw new ApiError('IncorrectImageOwner', 'A system image cannot be deleted.');
  if (status === 'Creating')
    throw new ApiError('IncorrectImageStatus', 'An image that is being made cannot be deleted.');
  if (image.sharedWith.length > 0) {
    throw new ApiError('OperationDenied.ImageShared', 'A shared image must be un-shared before it can be deleted.');
  }
}

/** All or nothing: an image that cannot be deleted keeps the others. */
export const deleteImages: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const ids = parameters.list('ImageId');
  if (ids.length < 1 || ids.length > MAX_DELETED) {
    throw new ApiError('InvalidParameter.ImageId', `Between 1 and ${MAX_DELETED} image ids must be given.`);
  }
  const images = ids.map((imageId) => cloud.find(regionId, imageId));
  for (const image of images) checkDeletable(image, cloud.statusOf(image));
  for (const image of images) cloud.remove(image);
  return {};
};

/** The desktop that the image is made from is not emulated: any id will do. */
export const createImage: Action = ({ cloud, parameters }) => {
  const regionId = parameters.required('RegionId');
  const desktopId = parameters.required('DesktopId');
  const name = parameters.optional('ImageName') ?? `image-of-${desktopId}`;
  const description = parameters.optional('Description') ?? '';
  checkName(name);
  const [like] = cloud.allImages().filter((image) => image.regionId === regionId);
  if (!like) throw new ApiError('InvalidDesktopId.NotFound', `The region ${regionId} has no desktop ${desktopId}.`);
  return { ImageId: cloud.add({ source: like, regionId, name, description }).imageId };
};
