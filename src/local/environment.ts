// The environment of programs that work on the emulator: where it is, and the keys that it takes.
import { toSeed } from '../emulator';

/** Where a worker works. */
export interface WorkerPlace {
  temporalAddress: string;
  /** `default` when it is left out. */
  namespace?: string | undefined;
  /** Where the emulator is, or a proxy before it. */
  emulatorUrl: string;
}

/** The keys of the emulator's default seed. */
export const EMULATOR_KEYS = defaultKeys();

/** The settle window of 22 minutes in 4 seconds, and what goes with it: what depends on it is 330 times as fast. */
export const SCALED_DURATIONS = {
  ECD_CALL_TIMEOUT: '2s',
  ECD_SETTLE_WINDOW: '4s',
  ECD_POLL_MIN: '100ms',
  ECD_POLL_MAX: '1s',
  ECD_VISIBILITY_GRACE: '1s',
};

/** What a program needs to call the emulator. */
export function emulatorEnvironment(emulatorUrl: string): Record<string, string> {
  return {
    ECD_ENDPOINT: emulatorUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: EMULATOR_KEYS.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: EMULATOR_KEYS.accessKeySecret,
    // Else the SDK looks for the keys of a machine in the cloud.
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
  };
}

/** What a worker needs to join; its settings come on top of it. */
export function workerEnvironment({ temporalAddress, namespace, emulatorUrl }: WorkerPlace): Record<string, string> {
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    ...(namespace !== undefined && { TEMPORAL_NAMESPACE: namespace }),
    ...emulatorEnvironment(emulatorUrl),
  };
}

function defaultKeys() {
  const [keys] = toSeed().accessKeys;
  if (!keys) throw new Error('The default seed has no keys');
  const { accessKeyId, accessKeySecret } = keys;
  return { accessKeyId, accessKeySecret };
}
