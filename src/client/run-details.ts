// What people see of a distribution in the web UI from its start: one line, and a few facts in Markdown.
import type { DistributeImageInput } from '../shared/distribution';

/** Temporal takes at most so many bytes. */
const MAX_SUMMARY_BYTES = 200;
const MAX_DETAILS_CHARACTERS = 5_000;

function cutToBytes(text: string, most: number): string {
  // A character that would be cut in two is left out.
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, most)).replace(/\uFFFD+$/, '');
}

function targets({ destinations }: DistributeImageInput): string {
  if (!Array.isArray(destinations)) return 'all regions';
  return destinations.length === 1 ? `${destinations[0]?.regionId}` : `${destinations.length} regions`;
}

/** At most 200 bytes. Bad input gives a poor line, not an error. */
export function staticSummary(input: DistributeImageInput): string {
  const accounts = Array.isArray(input.shareWith) ? input.shareWith.length : 0;
  const sharing = accounts > 0 ? `, shared with ${accounts} account${accounts === 1 ? '' : 's'}` : '';
  const text = `${input.imageName} from ${input.source?.regionId} to ${targets(input)}${sharing}`;
  return cutToBytes(text, MAX_SUMMARY_BYTES);
}

/** Markdown: the reason and the request. */
export function staticDetails(input: DistributeImageInput): string {
  const { reason, ...request } = input;
  const text = `${reason ? `${reason}\n\n` : ''}\`\`\`json\n${JSON.stringify(request, null, 2)}`;
  return `${text.slice(0, MAX_DETAILS_CHARACTERS)}\n\`\`\``;
}
