// The identity of a request: its workflow id, and the hash by which two requests are the same.
import { createHash } from 'node:crypto';
import type { DestinationInput, DistributeImageInput } from '../shared/distribution';
import { distributionWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../shared/ids';

const HASH_LENGTH = 20;

/**
 * A hash of what is asked for. The order of destinations, accounts and fields does not matter, nor does `reason`; `"all"`
 * stays `"all"`, whichever regions it names.
 */
export function requestHash(input: DistributeImageInput): string {
  const { reason, destinations, ...rest } = input;
  const wanted = {
    ...withSortedAccounts(rest),
    destinations: destinations === 'all' ? destinations : sortedDestinations(destinations),
  };
  return createHash('sha256').update(canonical(wanted)).digest('hex').slice(0, HASH_LENGTH);
}

/** What is wrong with the ids of a request; empty when nothing is. */
export function idFindings({ imageId, requestId }: { imageId: string; requestId: unknown }): string[] {
  if (typeof requestId !== 'string') return ['requestId: must be text'];
  const bytes = Buffer.byteLength(distributionWorkflowId({ imageId, request: requestId }));
  return [
    ...(imageId.includes('/') ? ['source.imageId: must not contain "/"'] : []),
    ...(requestId === '' ? ['requestId: must not be empty'] : []),
    ...(/[\p{Cs}\p{Cc}]/u.test(requestId) ? ['requestId: must be well-formed text without control characters'] : []),
    ...(requestId.includes('/') ? ['requestId: must not contain "/": Temporal\'s HTTP API has no path for it'] : []),
    ...(bytes > MAX_WORKFLOW_ID_BYTES
      ? [`requestId: the workflow id would have ${bytes} bytes; at most ${MAX_WORKFLOW_ID_BYTES} are allowed`]
      : []),
  ];
}

function sortedDestinations(destinations: readonly DestinationInput[]): string[] {
  return destinations.map((destination) => canonical(withSortedAccounts(destination))).sort();
}

function withSortedAccounts<T extends { shareWith?: string[] | undefined }>(item: T): T {
  return item.shareWith ? { ...item, shareWith: [...item.shareWith].sort() } : item;
}

/** JSON with sorted keys and without undefined values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
