// Why a destination is not done, with what to do next: the errors of the result's rows.
import type { CallFailure, Destination } from '../shared/copy';
import type { OnNameTaken } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';

/** A table of 500 rows has to stay under the 2 MB that Temporal takes. */
const MAX_MESSAGE_LENGTH = 500;

/** A reason that ends one destination. `imageId` is the image that it concerns, where one is known. */
export class DestinationFailure extends Error {
  override name = 'DestinationFailure';
  readonly failure: CallFailure;

  constructor(
    failure: CallFailure,
    readonly imageId?: string,
  ) {
    const message = failure.message.slice(0, MAX_MESSAGE_LENGTH);
    super(message);
    this.failure = { ...failure, message };
  }
}

/** Another image holds the wanted name. */
export function nameTaken(
  { regionId, imageName }: Destination,
  holder: string,
  onNameTaken: OnNameTaken,
): DestinationFailure {
  const message = `Image ${holder} in ${regionId} holds the name ${imageName} and is not a copy of this source`;
  const type = ErrorType.NameTaken;
  if (onNameTaken === 'adopt') {
    const why =
      'It cannot be adopted: it is a copy of another image, not ready, encrypted, or of another system or size.';
    const hint = 'Choose another imageName, or set onNameTaken to "copy" (copy all the same).';
    return new DestinationFailure({ type, message: `${message}. ${why}`, hint });
  }
  return new DestinationFailure({
    type,
    message,
    hint: 'Choose another imageName, or set onNameTaken to "adopt" (take that image) or "copy" (copy all the same).',
  });
}

/** Nobody knows whether CopyImage took effect; `imageId` is an image that may be the copy. */
export function outcomeUnknown(
  { regionId, imageName }: Destination,
  {
    imageId,
    failure,
    neverSeen,
  }: { imageId?: string | undefined; failure?: CallFailure | undefined; neverSeen?: number | undefined },
): DestinationFailure {
  const happened = neverSeen
    ? `${neverSeen} attempts at CopyImage of ${imageName} to ${regionId} ended without a clear answer, and no image showed.`
    : `CopyImage of ${imageName} to ${regionId} may or may not have taken effect.`;
  const suspect = imageId ? ` Image ${imageId} has the name but no marker: it is probably the copy.` : '';
  const cause = failure ? ` The call: ${failure.message}` : '';
  return new DestinationFailure(
    {
      type: ErrorType.CopyOutcomeUnknown,
      message: `${happened}${suspect}${cause}`,
      hint: imageId
        ? `Look at ${imageId} in the console; delete it if it is an unfinished copy, then run again.`
        : 'Run again later: the run looks before it copies.',
      ...(failure?.code !== undefined && { code: failure.code }),
      ...(failure?.requestId !== undefined && { requestId: failure.requestId }),
    },
    imageId,
  );
}

/** The image was made and its copy failed. */
export function createFailed({ regionId }: Destination, imageId: string): DestinationFailure {
  return new DestinationFailure(
    {
      type: ErrorType.CreateFailed,
      code: 'CreateFailed',
      message: `Image ${imageId} in ${regionId} ended as CreateFailed`,
      hint: `Alibaba Cloud gives no reason in DescribeImages. Run again: it is copied anew; ${imageId} may be deleted.`,
    },
    imageId,
  );
}

/** The copy's time was over before it was Available. */
export function copyTimedOut({ regionId }: Destination, imageId: string, lastSeen: string): DestinationFailure {
  return new DestinationFailure(
    {
      type: ErrorType.CopyTimedOut,
      message: `Image ${imageId} in ${regionId} was not Available within copyTimeout. Last seen: ${lastSeen}`,
      hint: 'The copy goes on in the cloud. Run again, perhaps with a longer copyTimeout: it is adopted, not copied anew.',
    },
    imageId,
  );
}

/** CopyImage named an image that no read ever showed. */
export function copyNotShown({ regionId }: Destination, imageId: string): DestinationFailure {
  return new DestinationFailure(
    {
      type: ErrorType.CopyNotShown,
      message: `CopyImage answered with image ${imageId}, which DescribeImages in ${regionId} never showed`,
      hint: 'Run again: it is looked for by its id first. Give the RequestId to Alibaba Cloud support.',
    },
    imageId,
  );
}
