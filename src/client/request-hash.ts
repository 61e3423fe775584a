// The identity of a request: the same wish gives the same hash, however its lists are ordered.
import { createHash } from 'node:crypto';
import type { DestinationInput, DistributeImageInput } from '../shared/distribution';

const HASH_LENGTH = 20;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
}

function sortedAccounts(accounts: string[]): string[] {
  return [...accounts].sort();
}

function normalisedDestination(destination: DestinationInput): DestinationInput {
  const { shareWith } = destination;
  return { ...destination, ...(Array.isArray(shareWith) && { shareWith: sortedAccounts(shareWith) }) };
}

/**
 * 20 hex digits of SHA-256 over the input as given: `"all"` stays `"all"`, lists are sorted, `reason` does not count.
 * Takes bad input too: what is wrong with it is the run's to say.
 */
export function requestHash(input: DistributeImageInput): string {
  const { reason, ...request } = input;
  const { destinations, shareWith } = request;
  const text = (value: unknown) => JSON.stringify(sorted(value));
  const normalised = {
    ...request,
    ...(Array.isArray(shareWith) && { shareWith: sortedAccounts(shareWith) }),
    ...(Array.isArray(destinations) && {
      destinations: destinations.map(normalisedDestination).sort((a, b) => (text(a) < text(b) ? -1 : 1)),
    }),
  };
  return createHash('sha256').update(text(normalised)).digest('hex').slice(0, HASH_LENGTH);
}
