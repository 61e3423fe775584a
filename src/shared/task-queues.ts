// Temporal's task queues of this project.

/** Workflows, and activities that only read. */
export const TASK_QUEUE = 'ecd-image-distributor';

/** CopyImage, sharing and cancelling: an own queue, so that writes can be limited by rate. */
export const WRITES_TASK_QUEUE = 'ecd-image-distributor-writes';
