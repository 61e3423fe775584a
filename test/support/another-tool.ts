// A workflow of another tool, which starts a copy as its child with whatever input it likes.
import { executeChild } from '@temporalio/workflow';

export interface ChildOfAnotherTool {
  workflowId: string;
  taskQueue: string;
  input: unknown;
}

export function anotherTool({ workflowId, taskQueue, input }: ChildOfAnotherTool): Promise<unknown> {
  return executeChild('copyAndShareImage', { workflowId, taskQueue, args: [input] });
}
