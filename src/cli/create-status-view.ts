// Live progress on stderr: rows that change in place on a terminal, else one line per change of a destination.
import type { DistributionStatus } from '../client';
import { lineOf } from './text';

/** Shows a distribution while it is waited for. */
export interface ProgressView {
  show(status: DistributionStatus): void;
  /** Something that people should know now. */
  note(text: string): void;
  /** Ends the view; nothing may be shown after it. */
  end(): Promise<void>;
}

/** Lines that the terminal needs besides those of the destinations. */
const SPARE_LINES = 4;

/** One line whenever a destination's line changes. */
export function plainProgress(write: (line: string) => void): ProgressView {
  const lines = new Map<string, string>();
  return {
    show({ destinations }) {
      for (const row of destinations) {
        const line = lineOf(row);
        if (lines.get(row.regionId) === line) continue;
        lines.set(row.regionId, line);
        write(line);
      }
    },
    note: write,
    end: async () => {},
  };
}

function isLiveTerminal(): boolean {
  // A terminal without colours is dumb, or NO_COLOR says that plain text is wanted.
  return process.stdout.isTTY === true && process.stderr.isTTY === true && process.stderr.getColorDepth() > 1;
}

/** The view that suits where stdout and stderr lead. `quiet`: plain lines whatever they are. */
export async function createProgress({ plain = false } = {}): Promise<ProgressView> {
  const lines = plainProgress((line) => process.stderr.write(`${line}\n`));
  if (plain || !isLiveTerminal()) return lines;
  const { liveProgress } = await import('./live-progress.js');
  return liveProgress(process.stderr.rows - SPARE_LINES, lines);
}
