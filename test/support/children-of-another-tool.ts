// Copies as children of another tool's workflow, with whatever input it likes: also one of the shape that a distribution
// gives, which nobody has checked.
import { NativeConnection, Worker } from '@temporalio/worker';
import { copyKey } from '../../src/activities/copy-key';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { GOLDEN } from './request';
import { TEST_TIMING } from './timing';
import type { World } from './world';

const TOOLS_QUEUE = 'another-tool';

export interface AnotherTool {
  /** Runs a copy of this input as a child; rejects when it fails. */
  child(input: unknown, workflowId: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A worker of the other tool. */
export async function startAnotherTool({ temporal }: World): Promise<AnotherTool> {
  const connection = await NativeConnection.connect({ address: temporal.address });
  const workflowsPath = require.resolve('./another-tool');
  const worker = await Worker.create({ connection, taskQueue: TOOLS_QUEUE, workflowsPath });
  const running = worker.run();
  return {
    child: (input, workflowId) =>
      temporal.client.workflow.execute('anotherTool', {
        workflowId: `another-tool:${workflowId}:${Math.random()}`,
        taskQueue: TOOLS_QUEUE,
        args: [{ workflowId, taskQueue: TASK_QUEUE, input }],
      }),
    async close() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

/** The input that a distribution would give, but for what a test says. */
export function inputOfParent(
  wanted: { regionId: string; imageName: string; shareWith: readonly string[] },
  terms: object = {},
) {
  const right = { copyKey: copyKey(GOLDEN, wanted), sourceProperties: {}, copyTimeoutMs: 60_000, timing: TEST_TIMING };
  return { source: GOLDEN, destination: wanted, terms: { ...right, ...terms } };
}
