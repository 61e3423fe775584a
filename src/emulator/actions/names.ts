// The rules of image names and descriptions (Alibaba Cloud's page of CopyImage).
import { ApiError } from '../api-error';

const NAME = /^[A-Za-z\p{Script=Han}][A-Za-z0-9\p{Script=Han}:_-]{1,127}$/u;
const MAX_DESCRIPTION = 256;

/** Throws `InvalidImageName.Malformed`. */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new ApiError('InvalidImageName.Malformed', 'The specified image name is not valid.');
}

/** Throws `InvalidDescription.Malformed`. */
export function checkDescription(description: string): void {
  const { length } = description;
  if (length < 2 || length > MAX_DESCRIPTION || /^https?:\/\//.test(description)) {
    throw new ApiError('InvalidDescription.Malformed', 'The specified description is not valid.');
  }
}
