// The adapter as the protocol needs it: its calls, and its errors as the protocol's.
import { type EcdClient, EcdError } from '../ecd';
import { CallFailed, type RefusalReason } from '../protocol/cloud';
import type { ImageAt } from '../shared/copy';
import { callFailed } from '../shared/problems';

/** Runs calls of the adapter. Rejects with `CallFailed` where they reject with `EcdError`. */
export async function calling<T>(calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    throw error instanceof EcdError ? asCallFailed(error) : error;
  }
}

/** The adapter with the protocol's errors. */
export function cloudCalls(ecd: EcdClient) {
  return {
    listImages: (regionId: string) =>
      calling(async () => {
        const { value, date } = await ecd.listImages({ regionId });
        return { ...value, date: date?.getTime() };
      }),
    describeImages: (regionId: string, imageIds: readonly string[]) =>
      calling(async () => {
        const { value, date } = await ecd.describeImages({ regionId, imageIds });
        return value.map((image) => ({ ...image, date: date?.getTime() }));
      }),
    describeImagePermission: ({ regionId, imageId }: ImageAt) =>
      calling(async () => {
        const { value, date } = await ecd.describeImagePermission({ regionId, imageId });
        return { accounts: value, date: date?.getTime() };
      }),
    copyImage: (request: Parameters<EcdClient['copyImage']>[0], date: number) =>
      calling(async () => {
        const { value, requestId } = await ecd.copyImage(request, { date: new Date(date) });
        return { imageId: value.imageId, requestId };
      }),
    addAccounts: (accounts: readonly string[], { regionId, imageId }: ImageAt, date: number) =>
      calling(() => ecd.modifyImagePermission({ regionId, imageId, addAccounts: accounts }, { date: new Date(date) })),
    cancelCopyImage: ({ regionId, imageId }: ImageAt, date: number) =>
      calling(() => ecd.cancelCopyImage({ regionId, imageId }, { date: new Date(date) })),
  };
}

/** The adapter's calls with the protocol's errors. */
export type CloudCalls = ReturnType<typeof cloudCalls>;

function asCallFailed(error: EcdError): CallFailed {
  const { message, code, requestId, hint, outcome, retryable, retryAfterMs } = error;
  const reason = reasonOf(error);
  const why = error.kind === 'denied' || error.kind === 'throttled' ? error.kind : 'other';
  const problem = callFailed({ message, code, requestId, hint, why });
  const isUnknown = outcome !== 'not-applied';
  return new CallFailed(problem, { outcome: isUnknown ? 'unknown' : 'not-applied', retryable, reason, retryAfterMs });
}

function reasonOf({ kind }: EcdError): RefusalReason {
  if (kind === 'not-found' || kind === 'wrong-status') return 'not-ready';
  return kind === 'conflict' || kind === 'name-in-use' || kind === 'denied' ? kind : 'other';
}
