// What every action of the emulated API is: a function of the call to the body of its answer.
import { ApiError } from '../api-error';
import type { Cloud } from '../cloud';
import type { CopyFault, Image, ImageKey } from '../image';
import type { Parameters } from '../parameters';

/** One call, past its signature. */
export interface ActionCall {
  cloud: Cloud;
  parameters: Parameters;
  /** What a fault rule does to the copy that this call makes. */
  copyFault?: CopyFault | undefined;
}

/** The fields of the answer, without RequestId. Throws `ApiError`. */
export type Action = (call: ActionCall) => Record<string, unknown>;

/** The image that a call names. Throws `Missing<Name>`. */
export function imageKeyOf(parameters: Parameters): ImageKey {
  return { regionId: parameters.required('RegionId'), imageId: parameters.required('ImageId') };
}

/** Throws `IncorrectImageOwner` of what one may not `share`, `delete`, …: images of the service, and of somebody else. */
export function checkIsOwn({ imageType, receivedFrom }: Image, verb: string): void {
  if (imageType === 'SYSTEM') throw new ApiError('IncorrectImageOwner', `You cannot ${verb} a system image.`);
  if (receivedFrom !== undefined) {
    throw new ApiError('IncorrectImageOwner', `You cannot ${verb} an image that is shared with you.`);
  }
}
