// The signals that end a command.

/**
 * Calls back at SIGINT, SIGTERM and SIGHUP. The listeners stay: a library that restores the terminal's cursor ends the
 * process by itself when nobody else listens any more.
 */
export function onStop(stop: () => void, signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']): void {
  for (const signal of signals) process.on(signal, stop);
}

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => onStop(resolve));
}
