// Ids of images, as the service gives them.

/** No id of the service is longer. */
const MAX_LENGTH = 66;

/** Whether something can be the id of an image: it goes into search attributes, messages and calls. */
export function isImageId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH && /^[!-~]+$/.test(value);
}
