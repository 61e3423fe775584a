// Waiting for something that happens elsewhere.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves with the first value that is neither undefined nor false; throws after `timeoutMs`. */
export async function waitFor<T>(
  read: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${timeoutMs} ms: ${read}`);
    await sleep(25);
  }
}
