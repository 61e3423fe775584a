// A local ECD that speaks the real wire protocol, for trying and testing without a cloud account.
export type { EmulatorImage } from './control';
export type { DescribedImage } from './described-image';
export type { FaultPlan, FaultRule } from './faults';
export type { LedgerEntry } from './ledger';
export {
  DEFAULT_SOURCE,
  type EmulatorSeed,
  ENCRYPTED_SOURCE,
  readSeedFile,
  toSeed,
  UNFINISHED_SOURCE,
} from './seed';
export { type EmulatorOptions, type RunningEmulator, startEmulator } from './server';
export type { Settings } from './settings';
