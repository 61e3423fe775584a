// Ends a process that a test started.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Resolves with its exit code, null when a signal ended it; at once when it has ended before. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = await exited;
  return code;
}
