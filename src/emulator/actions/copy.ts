// CopyImage and CancelCopyImage.
import { ApiError } from '../api-error';
import type { Cloud } from '../cloud';
import type { Image } from '../image';
import type { Parameters } from '../parameters';
import { type Action, imageKeyOf } from './action';
import { checkDescription, checkName } from './names';

/** Makes a second image when it is called twice: there is no client token, and that is the cloud to be safe on. */
export const copyImage: Action = ({ cloud, parameters, copyFault }) => {
  const source = cloud.find(imageKeyOf(parameters));
  const regionId = parameters.required('DestinationRegionId');
  const name = parameters.required('DestinationImageName');
  const description = descriptionOf(parameters, cloud.settings);
  checkName(name);
  if (regionId === source.regionId) {
    throw new ApiError('IncorrectDestinationRegion', 'The destination region must not be that of the image.');
  }
  if (!cloud.regions.includes(regionId)) {
    throw new ApiError('DestinationRegion.NotFound', `The specified DestinationRegionId ${regionId} does not exist.`);
  }
  checkSource(source, cloud);
  cloud.checkRoom({ regionId, name });
  return { ImageId: cloud.add({ source, regionId, name, description, isCopy: true, fault: copyFault }).imageId };
};

/** Has a copy under way removed; a finished one it refuses. A copy that is being cancelled may be cancelled again. */
export const cancelCopyImage: Action = ({ cloud, parameters }) => {
  const image = cloud.find(imageKeyOf(parameters));
  if (!image.making?.copyOf) {
    throw new ApiError('ImageCreatedNotFromCopy', 'The specified image was not made by a copy.');
  }
  const state = cloud.stateOf(image);
  if (state === 'Cancelling') return {};
  if (state !== 'Creating' && state !== 'Queued') {
    throw new ApiError('IncorrectImageStatus', 'The copy of the specified image is finished.');
  }
  cloud.remove(image, 'Cancelling', cloud.settings.cancelSeconds);
  return {};
};

function descriptionOf(parameters: Parameters, { requireDescription }: Cloud['settings']): string {
  const name = 'DestinationDescription';
  const description = requireDescription ? parameters.required(name) : parameters.optional(name);
  if (description !== undefined) checkDescription(description);
  return description ?? '';
}

/** Whether the image can be copied now. */
function checkSource(source: Image, cloud: Cloud): void {
  const { copyReceived, copyEncrypted, copiesPerSource } = cloud.settings;
  if (source.imageType === 'SYSTEM') {
    throw new ApiError('IncorrectImageOwner', 'A system image cannot be copied.');
  }
  if (source.receivedFrom !== undefined && !copyReceived) {
    throw new ApiError('IncorrectImageOwner', 'An image that is shared with you cannot be copied to another region.');
  }
  if (source.encrypted && !copyEncrypted) {
    // Misspelt as ECS has it.
    throw new ApiError('OperationDeined.EncryptedSnapshot', 'An encrypted image cannot be copied.');
  }
  if (cloud.stateOf(source) !== 'Available') {
    throw new ApiError('IncorrectImageStatus', 'The specified image is not Available.');
  }
  if (copiesPerSource > 0 && cloud.copiesUnderWay(source) >= copiesPerSource) {
    throw new ApiError(
      'OperationDenied.ImageCopyConflict',
      'The specified image is being copied. Please wait until the last copy is completed.',
    );
  }
}
