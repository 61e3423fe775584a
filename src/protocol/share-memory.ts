// What the attempts at sharing one image have learned: it goes from attempt to attempt, and at last into the row.
import type { Shared } from '../shared/activities';

/** What an attempt leaves for the next one. */
export interface ShareMemory {
  /** The last call that added accounts of each ten asked ones, by the number of the ten. */
  calls: Readonly<Record<string, ShareCall>>;
  /** The asked accounts that were read back last. */
  sharedWith?: readonly string[] | undefined;
  /** Since when the service refuses the image for not being there, or not ready: ms since the epoch. */
  unreadySince?: number | undefined;
}

interface ShareCall {
  /** Ms since the epoch. */
  at: number;
  /** How many calls for these accounts succeeded. */
  count: number;
  requestId: string;
}

/** What is known of a sharing; of one that ended before its audit no duplicates are. */
export function sharedSoFar({ calls, sharedWith = [] }: ShareMemory, duplicates: string[] = []): Shared {
  // At most one RequestId for each ten accounts, so that a row stays small.
  const requestIds = Object.values(calls).map(({ requestId }) => requestId);
  return { sharedWith: [...sharedWith], duplicates, requestIds };
}

/** Whether a failure's details, or a heartbeat's, are the memory of a sharing. */
export function isShareMemory(details: unknown): details is ShareMemory {
  return typeof details === 'object' && details !== null && 'calls' in details;
}
