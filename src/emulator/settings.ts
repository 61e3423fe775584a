// What is not known of the real service, as settings: each has a default, and can be changed while the emulator runs.
import { z } from 'zod';
import { ACTION_NAMES } from './action-names';

const seconds = z.number().min(0);
const count = z.int().min(1);

const shape = z.strictObject({
  /** How long a copy takes. */
  copySeconds: seconds,
  /** Copies that run at once in a destination; more are queued (ECS: 5). */
  copiesPerRegion: count,
  /** How long a new image is missing from DescribeImages. */
  visibilityLagSeconds: seconds,
  /** Whether a queued copy is listed, as Creating with 0%. */
  showQueued: z.boolean(),
  /** How long a new image has an empty description. */
  descriptionLagSeconds: seconds,
  /** Whether CopyImage refuses a name that the destination has (ECS does). */
  uniqueNames: z.boolean(),
  /** Accounts that one image may be shared with. */
  sharesPerImage: count,
  /** Calls of an action per region and minute; an action that is not named has no limit. */
  callsPerMinute: z.partialRecord(z.enum(ACTION_NAMES), count),
  /** Of the service's clock against this machine's; the Date header follows it. */
  clockSkewSeconds: z.number(),
  /** How old or new the date of a call may be. */
  dateToleranceSeconds: seconds,
});

/** The settings in force. */
export type Settings = z.infer<typeof shape>;

/** Any subset of the settings; unknown names are refused. */
export const partialSettings = shape.partial();

/** Values for any of the settings. */
export type SettingsChange = z.infer<typeof partialSettings>;

/** The settings of a seed that names none. */
export const DEFAULT_SETTINGS: Settings = {
  copySeconds: 8,
  copiesPerRegion: 5,
  visibilityLagSeconds: 0,
  showQueued: true,
  descriptionLagSeconds: 0,
  uniqueNames: false,
  sharesPerImage: 50,
  callsPerMinute: {},
  clockSkewSeconds: 0,
  dateToleranceSeconds: 900,
};

/** The settings with a change made to them. */
export function changed(settings: Settings, change: SettingsChange): Settings {
  return { ...settings, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
}
