// The two workers of a process: one for workflows and reads, one for writes, each on its own task queue.
import { join } from 'node:path';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../shared/activities';
import { TASK_QUEUE, WRITES_TASK_QUEUE } from '../shared/task-queues';
import { DATA_CONVERTER } from './data-converter';

/** Built beside the compiled sources, so that a worker starts without webpack. */
const WORKFLOW_BUNDLE = join(__dirname, '../workflow-bundle.js');

/** Longer than the longest activity's own work after its last cloud call was answered. */
const AFTER_CALL_MS = 10_000;

/** After a worker's death its cached workflows wait this long before another worker gets them. */
const STICKY_TIMEOUT_MS = 3_000;

/**
 * Activities at once of each worker. They wait for answers and hold nothing else: with few places, those that wait for
 * one region that hangs would have them all, and the other regions none.
 */
const MAX_ACTIVITIES = 1_000;

/** What the workers of one process have in common. */
export interface WorkersOptions {
  connection: NativeConnection;
  namespace: string;
  activities: Activities;
  /** Overall timer of one cloud call, in ms: a shutdown waits longer than that. */
  callTimeoutMs: number;
  writesPerSecond: number;
  workflowBundlePath?: string | undefined;
}

/** Creates the workers; neither polls before its `run`. */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace, activities, callTimeoutMs, writesPerSecond, workflowBundlePath } = options;
  const common: Omit<WorkerOptions, 'taskQueue'> = {
    connection,
    namespace,
    activities,
    dataConverter: DATA_CONVERTER,
    maxConcurrentActivityTaskExecutions: MAX_ACTIVITIES,
    shutdownGraceTime: callTimeoutMs + AFTER_CALL_MS,
  };
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: workflowBundlePath ?? WORKFLOW_BUNDLE },
      stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
    }),
    Worker.create({ ...common, taskQueue: WRITES_TASK_QUEUE, maxTaskQueueActivitiesPerSecond: writesPerSecond }),
  ]);
}

/** Runs the workers until the process is told to stop. One that fails stops the others. */
export async function runWorkers(workers: readonly Worker[]): Promise<void> {
  const stopAll = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const runs = workers.map(async (worker) => {
    try {
      await worker.run();
    } finally {
      stopAll();
    }
  });
  const ends = await Promise.allSettled(runs);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
