// A view for terminals: one row per destination that changes in place, on stderr.
import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import type { DestinationStatus, DistributionStatus } from '../client';
import type { StatusView } from './status-view';
import { lineOf } from './text';

/** The part of a listr2 task that a row uses. */
interface Task {
  title: string;
  skip(message?: string): void;
}

interface Row {
  line: string;
  isOpen: boolean;
  task?: Task | undefined;
  done(): void;
  failed(error: Error): void;
  ended: Promise<void>;
}

/** One row per destination where they fit into `maxRows`; else everything goes to `lines`. */
export function statusRows(maxRows: number, lines: StatusView): StatusView {
  const rows = new Map<string, Row>();
  let running: Promise<unknown> | undefined;
  return {
    show(status: DistributionStatus) {
      if (status.destinations.length > maxRows) return lines.show(status);
      for (const destination of status.destinations) {
        const row = rows.get(destination.regionId) ?? newRow(lineOf(destination));
        rows.set(destination.regionId, row);
        update(row, destination);
      }
      if (rows.size > 0) running ??= run(rows.values());
    },
    note(text) {
      const open = [...rows.values()].filter(({ isOpen, task }) => isOpen && task);
      if (open.length === 0) return lines.note(text);
      for (const { task, line } of open) if (task) task.title = `${line}  (${text})`;
    },
    async end() {
      for (const row of rows.values()) leave(row);
      await running;
    },
  };
}

function newRow(line: string): Row {
  const row: Row = { line, isOpen: true, done() {}, failed() {}, ended: Promise.resolve() };
  row.ended = new Promise((resolve, reject) => {
    row.done = resolve;
    row.failed = reject;
  });
  // A row may fail before listr2 waits for it.
  row.ended.catch(() => {});
  return row;
}

function update(row: Row, status: DestinationStatus): void {
  row.line = lineOf(status);
  if (row.task) row.task.title = row.line;
  if (status.phase !== 'done') return;
  row.isOpen = false;
  if (status.outcome === 'copied' || status.outcome === 'adopted') row.done();
  else row.failed(new Error(row.line));
}

/** A row whose end is not seen shows as skipped. */
function leave(row: Row): void {
  if (row.isOpen) row.task?.skip(row.line);
  row.done();
}

function run(rows: Iterable<Row>): Promise<unknown> {
  const tasks = [...rows].map((row) => ({
    title: row.line,
    task: (_: unknown, task: Task) => {
      row.task = task;
      task.title = row.line;
      return row.ended;
    },
  }));
  // listr2 writes to what it takes for stdout; ours is for the result alone.
  const logger = new ListrLogger({
    useIcons: true,
    toStderr: [],
    processOutput: new ProcessOutput(process.stderr, process.stdout),
  });
  const listr = new Listr(tasks, {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    rendererOptions: { logger },
  });
  return listr.run();
}
