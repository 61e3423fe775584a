// The emulator as a process of its own.
import type { Settings } from '../emulator';
import { commandLine } from './command-line';
import { type EmulatorControl, emulatorControl } from './emulator-control';
import { Processes } from './processes';

/** An emulator that listens. */
export interface EmulatorProcess extends EmulatorControl {
  stop(): Promise<void>;
}

/** Starts one on a free port of loopback, with these settings on top of its own. */
export async function startEmulatorProcess(
  settings: Partial<Settings> = {},
  processes = new Processes(),
): Promise<EmulatorProcess> {
  const emulator = processes.start({
    name: 'emulator',
    command: process.execPath,
    args: commandLine('emulator', '--port', '0'),
  });
  const [, url = ''] = await emulator.printed(/listening on (\S+)\n/);
  const control = emulatorControl(url);
  await control.settings(settings);
  return { ...control, stop: async () => void (await emulator.stop()) };
}
