// The limits that a request has to keep: Alibaba Cloud's, Temporal's, and what the marker takes away.

/** How many destinations a distribution may have. */
export const MAX_DESTINATIONS = 500;

/** How many accounts an image may be shared with (Alibaba Cloud, ModifyImagePermission and its guide). */
export const MAX_ACCOUNTS = 50;

/** What every marker begins with; no text of a user may contain it. */
export const MARKER_PREFIX = '[ecd-copy:';

/** The longest description of a user: the cloud takes 256 characters, of which a space and the marker need 48. */
export const MAX_DESCRIPTION_LENGTH = 208;

/**
 * The longest input of a run, encoded: one of all destinations and accounts with the longest texts has 1.2 MB, and the
 * server takes 2 MB of an activity.
 */
export const MAX_INPUT_BYTES = 1_500_000;

/** How many images that may be the copy a run has on record: its memo has room for so many. */
export const MAX_SUSPECTS = 50;

/** How many duplicates of a copy its row names: with all of hundreds, 500 rows would not fit into 2 MB. */
export const MAX_NAMED_DUPLICATES = 10;
