// Where the destinations of a running distribution stand: its own answer, and what a description of each child adds.
import { type Client, defaultPayloadConverter, type WorkflowExecutionDescription } from '@temporalio/client';
import type { Activities } from '../shared/activities';
import type { DestinationPhase, DestinationStatus, DistributionStatus } from '../shared/distribution';
import { copyWorkflowId } from '../shared/ids';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';
import type { WaitProgress } from '../shared/wait-progress';
import { STATUS_QUERY } from '../shared/workflow-types';

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

const CANCEL_COPY: keyof Activities = 'cancelCopy';

const MAX_CONCURRENT_READS = 10;

/** What a child's description tells of its row. No worker is needed for it. */
export function describedStatus(
  child: Pick<WorkflowExecutionDescription, 'typedSearchAttributes' | 'raw'>,
): Partial<DestinationStatus> {
  const [activity] = child.raw.pendingActivities ?? [];
  const isCancelling = activity?.activityType?.name === CANCEL_COPY;
  const phase = isCancelling ? 'cancelling' : child.typedSearchAttributes.get(phaseAttribute);
  const imageId = child.typedSearchAttributes.get(imageIdAttribute);
  const percent = percentOf(activity);
  return {
    ...(phase !== undefined && { phase: phase as DestinationPhase }),
    ...(imageId !== undefined && { imageId }),
    ...(percent !== undefined && { percent }),
    ...(activity?.attempt != null && { attempt: activity.attempt }),
  };
}

/** Adds to each started row the phase, percent, attempt and image id of its child, at most 10 reads at a time. */
export async function withChildren(client: Client, status: DistributionStatus): Promise<DistributionStatus> {
  const destinations = [...status.destinations];
  const open = [...destinations.entries()].filter(([, { phase }]) => phase === 'started').values();
  const readNext = async () => {
    for (const [index, row] of open) {
      destinations[index] = await readRow(client, copyWorkflowId(status.source, row), row);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, readNext));
  return { ...status, destinations };
}

/** The row of a started destination. What cannot be read is left out: a status never fails for one child. */
async function readRow(client: Client, workflowId: string, row: DestinationStatus): Promise<DestinationStatus> {
  const child = client.workflow.getHandle(workflowId);
  try {
    const described = { ...row, ...describedStatus(await child.describe()) };
    // Until when a settle lasts, and whether a cancel waits for it, is known to the child alone.
    const isSettling = described.phase === 'settling';
    return isSettling ? { ...described, ...(await child.query<DestinationStatus>(STATUS_QUERY)) } : described;
  } catch {
    return row;
  }
}

function percentOf(activity: PendingActivity | undefined): number | undefined {
  const [payload] = activity?.heartbeatDetails?.payloads ?? [];
  return payload ? defaultPayloadConverter.fromPayload<Partial<WaitProgress> | undefined>(payload)?.percent : undefined;
}
