// The end of a wait: the table or the JSON on stdout, what is wrong and what to do on stderr, and the exit code.
import { ExitCode } from './exit-code';
import { exitCodeOf, explain, isConnectionLost } from './explain';
import type { FollowEnd } from './follow';
import { resultTable } from './text';

/** Says something on stderr: stdout is for results alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints a value as JSON on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** How to come back to a run that goes on. */
export function howToWatch(workflowId: string): string {
  return `It goes on without this command. See where it stands: ecd-image status ${workflowId}`;
}

/** Reports how a wait ended. With `json`, stdout is the table as JSON alone, also when the run is red. */
export function reportEnd(workflowId: string, { result, error }: FollowEnd, json: boolean): ExitCode {
  if (result && json) printJson(result);
  else if (result) process.stdout.write(`${resultTable(result)}\n`);
  if (error === undefined) return ExitCode.Done;
  say(explain(error));
  if (!isConnectionLost(error)) return exitCodeOf(error);
  say(howToWatch(workflowId));
  return ExitCode.GaveUpWaiting;
}
