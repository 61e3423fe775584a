// What people see of a run in the web UI without our command line: summaries and Markdown.
import type { DestinationStatus, DistributionStatus } from '../shared/distribution';

const MAX_ROWS = 100;
const MAX_SUMMARY_BYTES = 200;
const MAX_BYTES_PER_CHARACTER = 3;

/** A static summary: Temporal takes at most 200 bytes. */
export function summaryText(text: string): string {
  return text.slice(0, MAX_SUMMARY_BYTES / MAX_BYTES_PER_CHARACTER);
}

/** Current details of `distributeImage`: how many are done, and a table of all destinations. */
export function distributionDetails({ source, destinations }: DistributionStatus): string {
  const done = destinations.filter((row) => row.phase === 'done').length;
  const title = `**${done} of ${destinations.length} destinations done** · ${source.imageId} from ${source.regionId}`;
  return `${title}\n\n${table(destinations)}${hints(destinations)}`;
}

/** Current details of `copyAndShareImage`. */
export function copyDetails(row: DestinationStatus): string {
  return `${table([row])}${hints([row])}`;
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
