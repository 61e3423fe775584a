// What becomes of a command whose output cannot be written. Temporal goes on with the work in either case.
import { ExitCode } from './exit-code';

/** Who reads no more, as `head` does, has what it wanted. */
const NOBODY_READS: ReadonlySet<string | undefined> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

/** A closed pipe ends nothing and says nothing; output that is lost, as on a full disk, is said and is a failure. */
export function endWellWithoutOutput(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (NOBODY_READS.has(code)) return;
    process.stderr.write(`ecd-image: the output could not be written: ${message}\n`);
    // Whatever the command comes to: what it had to say is lost.
    process.on('exit', (exitCode) => {
      process.exitCode = exitCode || ExitCode.Failed;
    });
  });
}
