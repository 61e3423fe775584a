// A view for logs and pipes: plain lines, none of which is ever taken back.
import type { StatusView } from './status-view';
import { lineOf } from './text';

/** One line whenever a destination's line changes. */
export function statusLines(write: (line: string) => void): StatusView {
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
