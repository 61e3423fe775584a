// The types of failures that this project raises. They are an API: callers, alerts and the web UI match on them.

/** Types of the failures of workflows and activities, and of the errors in a result. */
export const ErrorType = {
  /** The input breaks a rule: every finding is in the message. Nothing was written. */
  InvalidInput: 'InvalidInput',
  /** Some destinations are not done. `details[0]` is the whole result. */
  DistributionIncomplete: 'DistributionIncomplete',
  /** The cloud denied access. */
  NoPermission: 'NoPermission',
  /** A cloud call failed. */
  CallFailed: 'CallFailed',
  RegionUnknown: 'RegionUnknown',
  RegionNotAllowed: 'RegionNotAllowed',
  AccountNotAllowed: 'AccountNotAllowed',
  /** Another image holds the wanted name. */
  NameTaken: 'NameTaken',
  /** CopyImage may or may not have taken effect. */
  CopyOutcomeUnknown: 'CopyOutcomeUnknown',
  /** CopyImage named an image that never showed. */
  CopyNotShown: 'CopyNotShown',
  /** The copy ended as `CreateFailed`. */
  CreateFailed: 'CreateFailed',
  /** The copy did not become Available in time. */
  CopyTimedOut: 'CopyTimedOut',
  /** The image was there and is no more. */
  ImageGone: 'ImageGone',
  /** The copy's description lost the marker. */
  MarkerNotKept: 'MarkerNotKept',
  /** Not every account could be read back. */
  ShareIncomplete: 'ShareIncomplete',
  /** Somebody terminated the destination's own run. */
  Terminated: 'Terminated',
} as const;

/** The error of a wait: not an error, the server tries again. */
export const NOT_YET = 'NotYet';
