// The names by which Temporal knows the workflows, their query and their memo fields.

/** Workflow types. */
export const WorkflowType = {
  distributeImage: 'distributeImage',
  copyAndShareImage: 'copyAndShareImage',
  planDistribution: 'planDistribution',
} as const;

/** The query that both `distributeImage` and `copyAndShareImage` answer. */
export const STATUS_QUERY = 'status';

/** Memo field with the result of a cancelled run, which keeps no failure details. */
export const RESULT_MEMO = 'result';

/** Memo field with the run's own id, the first one of its chain: it has come to its tasks and answers for the calls before it. */
export const TAKEN_OVER_MEMO = 'takenOverBy';

/** Memo field with the images, without a marker, one of which is probably the copy. */
export const SUSPECTS_MEMO = 'suspectImageIds';

/** Memo field with the hash of the request that started the run. */
export const REQUEST_HASH_MEMO = 'requestHash';
