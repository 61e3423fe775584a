// CopyImage as in a tutorial of Temporal: starts one workflow per wanted copy, and waits for all.
import { Client, Connection } from '@temporalio/client';
import { runJob } from './job.mjs';
import { TUTORIAL_TASK_QUEUE } from './tutorial-queue.mjs';

const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
const client = new Client({ connection });

await runJob(({ source, shareWith, wanted }) =>
  Promise.all(
    wanted.map(async (copy) => {
      const { regionId, imageName } = copy;
      const options = {
        workflowId: `tutorial:${regionId}:${imageName}`,
        taskQueue: TUTORIAL_TASK_QUEUE,
        args: [{ source, copy, shareWith }],
      };
      try {
        return { ...copy, imageId: await client.workflow.execute('copyAndShare', options), done: true };
      } catch {
        return { ...copy, done: false };
      }
    }),
  ),
);
await connection.close();
