// The ECD actions in use, and the API version that they belong to.

/** Version of the ECD API (Elastic Desktop Service, also WUYING Workspace). */
export const API_VERSION = '2020-09-30';

/** Name of an action that the adapter calls, as in `x-acs-action`. */
export type EcdAction =
  | 'CopyImage'
  | 'CancelCopyImage'
  | 'DescribeImages'
  | 'ModifyImagePermission'
  | 'DescribeImagePermission'
  | 'DeleteImages'
  | 'DescribeRegions';

/** The actions that change something. */
export const WRITES: ReadonlySet<EcdAction> = new Set([
  'CopyImage',
  'CancelCopyImage',
  'ModifyImagePermission',
  'DeleteImages',
]);
