// What people see of a run in the web UI without our command line: summaries and Markdown.
import type { DestinationStatus, DistributionStatus } from '../shared/distribution';

const MAX_ROWS = 100;
const MAX_SUMMARY_BYTES = 200;
const MAX_BYTES_PER_CHARACTER = 3;

/** A static summary: Temporal takes at most 200 bytes. */
export function summaryText(text: string): string {
  return text.slice(0, MAX_SUMMARY_BYTES / MAX_BYTES_PER_CHARACTER);
}

/** Current details of `distributeImage`: how many are done and how many are not, and a table of all destinations. */
export function distributionDetails({ source, destinations }: DistributionStatus): string {
  return `**${countText(destinations)}** · ${source.imageId} from ${source.regionId}\n\n${table(destinations)}${hints(destinations)}`;
}

/** Current details of `copyAndShareImage`. */
export function copyDetails(row: DestinationStatus): string {
  return `${table([row])}${hints([row])}`;
}

const BAD_ENDS = ['failed', 'cancelled', 'refused'] as const;

/** For example "6 of 9 destinations done, 3 failed". Done is what was asked for and is there, as everywhere else. */
function countText(destinations: readonly DestinationStatus[]): string {
  const count = (...wanted: DestinationStatus['outcome'][]) =>
    destinations.filter(({ outcome }) => outcome && wanted.includes(outcome)).length;
  const noun = destinations.length === 1 ? 'destination' : 'destinations';
  const bad = BAD_ENDS.flatMap((outcome) => (count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : []));
  return [`${count('copied', 'adopted')} of ${destinations.length} ${noun} done`, ...bad].join(', ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function stateOf({ phase, outcome, error, settlesUntil }: DestinationStatus): string {
  if (error) return `${outcome ?? phase}: ${error.type}${error.code ? ` (${error.code})` : ''}`;
  if (settlesUntil && phase.startsWith('settling')) return `${phase} until ${settlesUntil}`;
  return outcome ?? phase;
}

function rowText(row: DestinationStatus): string {
  const duplicates = row.duplicates?.length ? ` duplicates: ${row.duplicates.join(', ')}` : '';
  const cells = [row.regionId, row.imageName, stateOf(row), `${row.imageId ?? ''}${duplicates}`];
  return `| ${[...cells.map(cell), String(row.sharedWith?.length ?? 0)].join(' | ')} |`;
}

function table(rows: readonly DestinationStatus[]): string {
  const head = '| Region | Image name | State | Image | Shared with |\n|---|---|---|---|---|';
  const more = rows.length > MAX_ROWS ? `\n\n… and ${rows.length - MAX_ROWS} more` : '';
  return `${head}\n${rows.slice(0, MAX_ROWS).map(rowText).join('\n')}${more}`;
}

function hints(rows: readonly DestinationStatus[]): string {
  const failed = rows.filter((row) => row.error).slice(0, MAX_ROWS);
  const line = ({ regionId, error }: DestinationStatus) => {
    const requestId = error?.requestId ? ` (RequestId ${error.requestId})` : '';
    return `- **${regionId}**: ${error?.message}${requestId} ${error?.hint}`;
  };
  return failed.length === 0 ? '' : `\n\n${failed.map(line).join('\n')}`;
}
