// ModifyImageAttribute, DeleteImages and CreateImage.
import { ApiError } from '../api-error';
import type { Image, ImageState } from '../image';
import { type Action, checkIsOwn, imageKeyOf } from './action';
import { checkDescription, checkName } from './names';

const MAX_DELETED = 100;

/** A new name or description for a finished image. */
export const modifyImageAttribute: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  const name = parameters.optional('Name');
  const description = parameters.optional('Description');
  checkIsOwn(image, 'change');
  if (cloud.stateOf(image) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'The specified image is not Available.');
  }
  if (name !== undefined) checkName(name);
  if (name !== undefined && name !== image.name) cloud.checkNameIsFree({ regionId: image.regionId, name });
  if (description !== undefined) checkDescription(description);
  image.name = name ?? image.name;
  image.description = description ?? image.description;
  image.changedAt = cloud.now();
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
  for (const image of images) checkDeletable(image, cloud.stateOf(image));
  for (const image of images) {
    // It may be named twice, and deleted again while it is being deleted.
    if (!image.removal) cloud.remove(image, 'Deleting', cloud.settings.deleteSeconds);
  }
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
  cloud.checkRoom({ regionId, name });
  const source = cloud.visibleImages(regionId).find(({ imageType }) => imageType === 'SYSTEM');
  if (!source) throw new ApiError('InvalidDesktopId.NotFound', `The region ${regionId} has no desktop ${desktopId}.`);
  return { ImageId: cloud.add({ source, regionId, name, description, isCopy: false }).imageId };
};

const FINISHED: readonly ImageState[] = ['Available', 'CreateFailed', 'Deleting'];

function checkDeletable(image: Image, state: ImageState): void {
  checkIsOwn(image, 'delete');
  if (!FINISHED.includes(state)) {
    throw new ApiError('IncorrectImageStatus', 'An image that is being made cannot be deleted.');
  }
  if (image.sharedWith.length > 0) {
    throw new ApiError('OperationDenied.ImageShared', 'A shared image must be un-shared before it can be deleted.');
  }
}
