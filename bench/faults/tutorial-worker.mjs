// The worker of the tutorial: its workflow and its activities, on a task queue of their own.
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { copyRequest, createCloud, share, untilAvailable } from './cloud.mjs';
import { TUTORIAL_TASK_QUEUE } from './tutorial-queue.mjs';

Runtime.install({ logger: new DefaultLogger('ERROR') });
const cloud = await createCloud();
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS }),
  taskQueue: TUTORIAL_TASK_QUEUE,
  workflowsPath: fileURLToPath(new URL('tutorial-workflow.mjs', import.meta.url)),
  activities: {
    copyImage: async (source, copy) => (await cloud.copyImage(copyRequest(source, copy))).value.imageId,
    untilAvailable: (regionId, imageId) => untilAvailable(cloud, regionId, imageId),
    shareImage: async (request) => void (await share(cloud, request)),
  },
});
process.stdout.write('Worker is ready\n');
await worker.run();
