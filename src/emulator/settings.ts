// What is not known of the real service, as settings: each has a default, and can be changed while the emulator runs.
// docs/emulator.md says where each doubt comes from.
import { z } from 'zod';
import { ACTION_NAMES } from './action-names';

const seconds = z.number().min(0);
const count = z.int().min(1);
/** 0: there is no limit. */
const limit = z.int().min(0);
const name = z.string().min(1).max(64);

const copies = {
  /** How long a copy takes. */
  copySeconds: seconds,
  /** Copies that run at once in a destination; more are queued (ECS: 5). */
  copiesPerRegion: count,
  /** Copies that run at once out of a region; more are queued. 0: no limit. */
  copiesPerSourceRegion: limit,
  /** Copies of one image that wait or run at once; more are refused. 0: no limit. */
  copiesPerSource: limit,
  /** Custom images of a region; more are refused. 0: no limit. */
  imagesPerRegion: limit,
  /** Whether CopyImage refuses a name that the destination has (ECS does). */
  uniqueNames: z.boolean(),
  /** Whether CopyImage wants a description. */
  requireDescription: z.boolean(),
  /** Whether an encrypted image can be copied. */
  copyEncrypted: z.boolean(),
  /** Whether a copy of an encrypted image is encrypted. */
  copiesKeepEncryption: z.boolean(),
  /** Whether an image that somebody else shared can be copied. */
  copyReceived: z.boolean(),
  /** How long a cancelled copy is still there. */
  cancelSeconds: seconds,
  /** How long a deleted image is still there. */
  deleteSeconds: seconds,
};

const listing = {
  /** How long a new image is missing from DescribeImages. */
  visibilityLagSeconds: seconds,
  /** Whether a queued copy is listed. */
  showQueued: z.boolean(),
  /** How long a new image has an empty description. */
  descriptionLagSeconds: seconds,
  /** The status of a queued copy. */
  queuedStatus: name,
  /** The status of an image whose making failed. */
  failedStatus: name,
  /** The status of an image that is being cancelled or deleted; empty: the one that it had. */
  removingStatus: z.string().max(64),
  /** Whether images that somebody else shared are listed. */
  showReceived: z.boolean(),
  /** The type of an image that somebody else shared. */
  receivedImageType: name,
  /** Whether ImageName matches parts of names, too, in either case. */
  fuzzyNames: z.boolean(),
  /** Whether MaxResults beyond 100 counts as 100, or is refused. */
  clampMaxResults: z.boolean(),
  /** Whether the last page has an empty NextToken, or none. */
  emptyNextToken: z.boolean(),
};

const sharing = {
  /** Accounts that one image may be shared with. */
  sharesPerImage: count,
  /** Shares of all images together, each account of each image counted. 0: no limit. */
  sharesPerAccount: limit,
  /** Whether adding an account again is refused, or does nothing. */
  refuseRepeatedShares: z.boolean(),
  /** How far reads of permissions lag behind writes. */
  permissionLagSeconds: seconds,
  /** Whether AliUids is left out where nobody shares, or empty. */
  omitEmptyAliUids: z.boolean(),
};

const gateway = {
  /** Calls of an action per region and minute; an action that is not named has no limit. */
  callsPerMinute: z.partialRecord(z.enum(ACTION_NAMES), count),
  /** Of the service's clock against this machine's; the Date header follows it. */
  clockSkewSeconds: z.number(),
  /** How old or new the date of a call may be. */
  dateToleranceSeconds: seconds,
};

const shape = z.strictObject({ ...copies, ...listing, ...sharing, ...gateway });

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
  copiesPerSourceRegion: 0,
  copiesPerSource: 0,
  imagesPerRegion: 0,
  uniqueNames: false,
  requireDescription: true,
  copyEncrypted: true,
  copiesKeepEncryption: true,
  copyReceived: false,
  cancelSeconds: 0,
  deleteSeconds: 0,
  visibilityLagSeconds: 0,
  showQueued: true,
  descriptionLagSeconds: 0,
  queuedStatus: 'Creating',
  failedStatus: 'CreateFailed',
  removingStatus: '',
  showReceived: true,
  receivedImageType: 'CUSTOM',
  fuzzyNames: false,
  clampMaxResults: false,
  emptyNextToken: false,
  sharesPerImage: 50,
  sharesPerAccount: 0,
  refuseRepeatedShares: false,
  permissionLagSeconds: 0,
  omitEmptyAliUids: false,
  callsPerMinute: {},
  clockSkewSeconds: 0,
  dateToleranceSeconds: 900,
};

/** The settings with a change made to them. */
export function changed(settings: Settings, change: SettingsChange): Settings {
  return { ...settings, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
}
