// The view that suits where stdout and stderr lead: rows that change in place on a terminal, else plain lines.
import { statusLines } from './status-lines';
import type { StatusView } from './status-view';

/** Lines that the terminal needs besides those of the destinations. */
const SPARE_LINES = 4;

/** A view on stderr. `plain`: lines wherever it leads. */
export async function createStatusView({ plain = false } = {}): Promise<StatusView> {
  const lines = statusLines((line) => process.stderr.write(`${line}\n`));
  if (plain || !isLiveTerminal()) return lines;
  const { statusRows } = await import('./status-rows.js');
  return statusRows(process.stderr.rows - SPARE_LINES, lines);
}

function isLiveTerminal(): boolean {
  // A terminal without colours is dumb, or NO_COLOR says that plain text is wanted.
  return process.stdout.isTTY === true && process.stderr.isTTY === true && process.stderr.getColorDepth() > 1;
}
