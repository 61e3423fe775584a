// An emulator on a clock that the test moves, with calls that are dated by it.
import { startEmulator, toSeed } from '../../src/emulator';
import { type EmulatorControl, emulatorControl } from '../../src/local/emulator-control';
import { call, type RawAnswer } from './raw-client';

/** The emulator, its controls, and its clock. */
export interface ClockedEmulator extends EmulatorControl {
  now(): Date;
  /** Moves the clock. */
  pass(seconds: number): void;
  call(action: string, parameters: Record<string, string | number | boolean>): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** Starts one at a fixed time, from a seed as a file would have it. */
export async function startClockedEmulator(seed: object = {}): Promise<ClockedEmulator> {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const { url, close } = await startEmulator({ seed: toSeed(seed), now: () => now });
  return {
    ...emulatorControl(url),
    now: () => new Date(now),
    pass: (seconds) => {
      now += seconds * 1_000;
    },
    call: (action, parameters) => call(url, action, parameters, { date: new Date(now) }),
    close,
  };
}
