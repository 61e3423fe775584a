// What a wait is told of the copy that it waits for.
import type { AwaitAvailableInput } from '../shared/activities';
import type { Copy } from '../shared/copy';
import type { WantedCopy } from './run-effects';

/** The input of the wait until `copy` is Available. */
export function waitInput({ destination, terms, originalRunId }: WantedCopy, copy: Copy): AwaitAvailableInput {
  const { copyKey, sourceProperties, timing } = terms;
  const { imageId, foreign, madeByThisRun, requestId } = copy;
  return {
    regionId: destination.regionId,
    imageId,
    timing,
    originalRunId,
    // An image without a RequestId was shown by a look; another one is known from the answer of CopyImage alone.
    wasSeen: requestId === undefined,
    ...(!foreign && { copyKey }),
    ...(!foreign && !madeByThisRun && { sourceProperties }),
  };
}
