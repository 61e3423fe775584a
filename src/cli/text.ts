// How a destination reads in a line, and a distribution in a table. Plain text: no colours, no control characters.
import type { DestinationStatus, DistributionResult, DistributionStatus, Problem } from '../client';

const HEAD = ['REGION', 'STATE', 'IMAGE', 'SHARED'];

/** For example "waiting 40%", "settling until …", "adopted (foreign)" or "failed: NameTaken". */
export function stateOf({ phase, outcome, percent, settlesUntil, foreign, error }: DestinationStatus): string {
  if (outcome) return safe(`${outcome}${foreign ? ' (foreign)' : ''}${error ? `: ${error.type}` : ''}`);
  if (settlesUntil && phase.startsWith('settling')) return `${phase} until ${settlesUntil}`;
  return percent === undefined ? phase : `${phase} ${percent}%`;
}

/** One destination in one line. */
export function lineOf(row: DestinationStatus): string {
  const shared = row.sharedWith?.length ? `shared with ${row.sharedWith.length}` : '';
  return [row.regionId.padEnd(15), stateOf(row), row.imageId ?? '', shared].filter(Boolean).map(safe).join('  ');
}

/** The table of all destinations, what is wrong with some of them below it, and a line that sums it up. */
export function tableOf({ source, destinations }: DistributionStatus): string {
  if (destinations.length === 0) return 'The request has not been checked yet.';
  const rows = destinations.map((row) => [
    safe(row.regionId),
    stateOf(row),
    safe(row.imageId ?? ''),
    String(row.sharedWith?.length ?? 0),
  ]);
  const done = destinations.filter(({ outcome }) => outcome === 'copied' || outcome === 'adopted').length;
  const sum = `${done} of ${counted(destinations.length, 'destination')} done: ${source.imageId} of ${source.regionId}`;
  const notes = destinations.flatMap(notesOf);
  return [columns([HEAD, ...rows]), ...(notes.length > 0 ? ['', ...notes] : []), '', safe(sum)].join('\n');
}

/** The table of a distribution's end. */
export function resultTable({ source, destinations }: DistributionResult): string {
  return tableOf({ source, destinations: destinations.map((row) => ({ ...row, phase: 'done' })) });
}

function errorText(regionId: string, { message, code, requestId, hint }: Problem): string {
  const ids = [...(code ? [`code ${code}`] : []), ...(requestId ? [`RequestId ${requestId}`] : [])].join(', ');
  return [`${regionId}: ${safe(message)}`, ...(ids ? [`  ${safe(ids)}`] : []), `  ${safe(hint)}`].join('\n');
}

function notesOf({ regionId, error, duplicates = [] }: DestinationStatus): string[] {
  return [
    ...(error ? [errorText(regionId, error)] : []),
    ...(duplicates.length > 0 ? [`${regionId}: more images of the same copy: ${duplicates.join(', ')}`] : []),
  ];
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Names and messages come from elsewhere: none may steer the terminal. */
function safe(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
