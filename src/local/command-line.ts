// The built command line as a process: what plays production here is started as in production, never imported.
import { join } from 'node:path';

const MAIN = join(__dirname, '../../lib/cli/main.js');

/** Arguments of Node for a command of the command line. */
export function commandLine(...args: string[]): string[] {
  return [MAIN, ...args];
}
