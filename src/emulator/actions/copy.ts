// CopyImage and CancelCopyImage.
import { ApiError } from '../api-error';
import { type Action, imageKeyOf } from './action';
import { checkDescription, checkName } from './names';

/** Makes a second image when it is called twice: there is no client token, and that is the cloud to be safe on. */
export const copyImage: Action = ({ cloud, parameters, copyFault }) => {
  const source = cloud.find(imageKeyOf(parameters));
  const regionId = parameters.required('DestinationRegionId');
  const name = parameters.required('DestinationImageName');
  const description = parameters.required('DestinationDescription');
  checkName(name);
  checkDescription(description);
  if (regionId === source.regionId) {
    throw new ApiError('IncorrectDestinationRegion', 'The destination region must not be that of the image.');
  }
  if (!cloud.regions.includes(regionId)) {
    throw new ApiError('DestinationRegion.NotFound', `The specified DestinationRegionId ${regionId} does not exist.`);
  }
  if (source.imageType === 'SYSTEM') {
    throw new ApiError('IncorrectImageOwner', 'A system image cannot be copied.');
  }
  if (cloud.statusOf(source) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'The specified image is not Available.');
  }
  cloud.checkNameIsFree({ regionId, name });
  return { ImageId: cloud.add({ source, regionId, name, description, isCopy: true, fault: copyFault }).imageId };
};

/** Removes a copy under way; a finished one it refuses. */
export const cancelCopyImage: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  if (!image.making?.isCopy)
    throw new ApiError('ImageCreatedNotFromCopy', 'The specified image was not made by a copy.');
  if (cloud.statusOf(image) !== 'Creating') {
    throw new ApiError('IncorrectImageStatus', 'The copy of the specified image is finished.');
  }
  cloud.remove(image);
  return {};
};
