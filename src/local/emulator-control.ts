// A client of the emulator's controls under /_emulator, wherever that emulator runs.
import type { EmulatorImage, FaultRule, LedgerEntry, Settings } from '../emulator';

/** A rule as it is sent: the emulator fills in what an `error` leaves out. */
export type FaultRequest = WithDefaults<FaultRule>;

type WithDefaults<Rule extends FaultRule> = Rule extends { effect: 'error' }
  ? Partial<Rule> & Pick<Rule, 'action' | 'effect'>
  : Rule;

/** The controls of one emulator. Each rejects, with the emulator's own words, what the emulator refuses. */
export interface EmulatorControl {
  url: string;
  /** The calls so far, oldest first: all, or those of one action. */
  ledger(action?: string): Promise<LedgerEntry[]>;
  /** The images of every region, whether reads show them yet or not. */
  images(): Promise<EmulatorImage[]>;
  /** Changes settings, and gives all of them. */
  settings(change: Partial<Settings>): Promise<Settings>;
  /** Replaces the rules by these; the same seed gives the same chance. */
  faults(rules: readonly FaultRequest[], seed?: number): Promise<void>;
  /** Takes all rules away. */
  clearFaults(): Promise<void>;
}

/** The controls of the emulator at a URL. */
export function emulatorControl(url: string): EmulatorControl {
  const control = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/_emulator/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const value = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  return {
    url,
    ledger: (action) => control('GET', `ledger${action ? `?action=${action}` : ''}`),
    images: () => control('GET', 'images'),
    settings: (change) => control('POST', 'settings', change),
    faults: async (rules, seed = 1) => void (await control('POST', 'faults', { seed, rules })),
    clearFaults: async () => void (await control('DELETE', 'faults')),
  };
}
