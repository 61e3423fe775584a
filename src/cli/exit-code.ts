// Exit codes of the command line: scripts rely on them.

/** What a command's end means. */
export const ExitCode = {
  Done: 0,
  Failed: 1,
  /** Flags or input that cannot work: nothing was started or written. */
  WrongUsage: 2,
  /** The run ended; some destinations are not done. */
  SomeFailed: 3,
  NoPermission: 4,
  /** Waiting ended and the work goes on. */
  GaveUpWaiting: 5,
  /** Ctrl-C while waiting; the work goes on. */
  Interrupted: 130,
} as const;

/** One of the codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
