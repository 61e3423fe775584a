// The emulator in the process of a test file.
import { type EmulatorSeed, type Settings, startEmulator } from '../../src/emulator';
import { type EmulatorControl, emulatorControl } from '../../src/local/emulator-control';

/** An emulator that listens, with its controls. */
export interface TestEmulator extends EmulatorControl {
  close(): Promise<void>;
}

/** Starts an emulator on a free port, with these settings on top of the seed's. */
export async function startTestEmulator(settings: Partial<Settings> = {}, seed?: EmulatorSeed): Promise<TestEmulator> {
  const { url, close } = await startEmulator({ port: 0, ...(seed && { seed }) });
  const control = emulatorControl(url);
  await control.settings(settings);
  return { ...control, close };
}
