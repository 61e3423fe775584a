// What Temporal's web UI shows of a request: a summary in one line, and its details in Markdown.
import type { DistributeImageInput } from '../shared/distribution';

/** The longest static summary that Temporal takes. */
const MAX_SUMMARY_BYTES = 200;

/** The longest static details that Temporal takes. */
const MAX_DETAILS_BYTES = 20_000;

const MAX_TEXT_LENGTH = 1_000;
const MAX_LISTED = 100;

/** For example "office-2026-11 from cn-hangzhou to 9 regions, shared with 3 accounts", in at most 200 bytes. */
export function requestSummary(input: DistributeImageInput): string {
  const { imageName, source, shareWith } = input;
  const sharing = shareWith.length === 0 ? '' : `, shared with ${counted(shareWith.length, 'account')}`;
  const rest = ` from ${source.regionId} to ${where(input)}${sharing}`;
  const name = cut(imageName, Math.max(0, MAX_SUMMARY_BYTES - Buffer.byteLength(rest)));
  return cut(name + rest, MAX_SUMMARY_BYTES);
}

/** The request in Markdown: reason, source, destinations, accounts, and what was asked for besides. */
export function requestDetails(input: DistributeImageInput): string {
  const { source, imageName, destinations, shareWith, reason, description } = input;
  const regions = destinations === 'all' ? 'all other regions' : listed(destinations.map(({ regionId }) => regionId));
  const options = (['maxConcurrent', 'copyTimeout', 'onNameTaken', 'onCancel'] as const).flatMap((name) =>
    input[name] === undefined ? [] : [`- ${name}: ${code(String(input[name]))}`],
  );
  const lines = [
    ...(reason ? [`> ${reason.slice(0, MAX_TEXT_LENGTH).replaceAll('\n', ' ')}\n`] : []),
    `- image: ${code(source.imageId)} of ${code(source.regionId)}, as ${code(imageName)}`,
    `- to: ${regions}`,
    `- shared with: ${shareWith.length === 0 ? 'nobody' : listed(shareWith)}`,
    ...(description ? [`- description: ${code(description)}`] : []),
    ...options,
  ];
  return cut(lines.join('\n'), MAX_DETAILS_BYTES);
}

function where({ destinations }: DistributeImageInput): string {
  return destinations === 'all' ? 'all other regions' : counted(destinations.length, 'region');
}

function listed(items: readonly string[]): string {
  const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : '';
  return (
    items
      .slice(0, MAX_LISTED)
      .map((item) => code(String(item).slice(0, 64)))
      .join(', ') + more
  );
}

function code(text: string): string {
  return `\`${text.slice(0, MAX_TEXT_LENGTH).replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** As much of a text as fits, by whole characters. */
function cut(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const ellipsis = '…';
  let kept = '';
  let bytes = Buffer.byteLength(ellipsis);
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept + ellipsis;
}
