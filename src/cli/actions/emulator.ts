// Runs the emulator until it is told to stop.
import { readSeedFile, startEmulator } from '../../emulator';
import { untilStopped } from '../signals';
import { UsageError } from '../usage-error';

/** Where the emulator listens, and the file that says what it starts with. */
export interface EmulatorFlags {
  port: number;
  host?: string | undefined;
  seed?: string | undefined;
}

/** Prints one line once it listens. Throws `UsageError` when the seed is not right or the port is taken. */
export async function runEmulatorAction({ port, host, seed }: EmulatorFlags): Promise<void> {
  const emulator = await startEmulator({
    port,
    host,
    seed: seed === undefined ? undefined : readSeed(seed),
  }).catch((error: Error) => {
    throw new UsageError(`The emulator cannot listen on port ${port}: ${error.message}`);
  });
  process.stdout.write(`ECD emulator listening on ${emulator.url}\n`);
  await untilStopped();
  await emulator.close();
}

function readSeed(path: string) {
  try {
    return readSeedFile(path);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
