// The emulator for a test file, with its controls as functions.
import {
  type EmulatorImage,
  type EmulatorSeed,
  type LedgerEntry,
  type Settings,
  startEmulator,
} from '../../src/emulator';

export interface TestEmulator {
  url: string;
  ledger(action?: string): Promise<LedgerEntry[]>;
  images(): Promise<EmulatorImage[]>;
  settings(change: Partial<Settings>): Promise<void>;
  faults(rules: object[], seed?: number): Promise<void>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}

/** Starts an emulator on a free port. */
export async function startTestEmulator(settings: Partial<Settings> = {}, seed?: EmulatorSeed): Promise<TestEmulator> {
  const { url, close } = await startEmulator({ port: 0, ...(seed && { seed }) });
  const control = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/_emulator/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const emulator: TestEmulator = {
    url,
    close,
    ledger: (action) => control('GET', `ledger${action ? `?action=${action}` : ''}`) as Promise<LedgerEntry[]>,
    images: () => control('GET', 'images') as Promise<EmulatorImage[]>,
    settings: async (change) => void (await control('POST', 'settings', change)),
    faults: async (rules, faultSeed = 1) => void (await control('POST', 'faults', { seed: faultSeed, rules })),
    clearFaults: async () => void (await control('DELETE', 'faults')),
  };
  await emulator.settings(settings);
  return emulator;
}
