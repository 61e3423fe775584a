// The names of the actions that the emulator knows, for everything that is set per action.

/** As in `x-acs-action`, of version 2020-09-30 of the API. */
export const ACTION_NAMES = [
  'CopyImage',
  'CancelCopyImage',
  'CreateImage',
  'DeleteImages',
  'DescribeImagePermission',
  'DescribeImages',
  'DescribeRegions',
  'ModifyImageAttribute',
  'ModifyImagePermission',
] as const;

/** One of the names. */
export type ActionName = (typeof ACTION_NAMES)[number];

/** Whether a text is one of the names. */
export function isActionName(text: string): text is ActionName {
  return ACTION_NAMES.some((name) => name === text);
}
