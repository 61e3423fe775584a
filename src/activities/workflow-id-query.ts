// The query of visibility for the runs of a workflow id.

/** An id may hold quotes and backslashes: anybody can start a run under any id. */
export function workflowIdQuery(workflowId: string): string {
  return `WorkflowId = "${workflowId.replace(/["\\]/g, '\\$&')}"`;
}
