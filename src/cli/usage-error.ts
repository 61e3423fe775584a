// What is wrong with how a command was called.

/** The command line cannot work as it is: the message says what to change. */
export class UsageError extends Error {
  override name = 'UsageError';
}
