// What a describe of a copy's own run tells of it: phase, percent, attempt, image. Needs no worker.
import { type Client, defaultPayloadConverter, type WorkflowExecutionDescription } from '@temporalio/client';
import type { DestinationPhase, DestinationStatus, SourceImage } from '../shared/distribution';
import { copyWorkflowId } from '../shared/ids';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';

/** Describes at the same time. */
const MAX_DESCRIBES = 10;

/** The activity under way: its attempt, and the percent of its last heartbeat. */
function pendingActivity({ raw }: WorkflowExecutionDescription): Pick<DestinationStatus, 'percent' | 'attempt'> {
  const [pending] = raw.pendingActivities ?? [];
  const [heartbeat] = pending?.heartbeatDetails?.payloads ?? [];
  const progress = heartbeat && defaultPayloadConverter.fromPayload<{ percent?: unknown }>(heartbeat);
  return {
    ...(pending?.attempt && { attempt: pending.attempt }),
    ...(typeof progress?.percent === 'number' && { percent: progress.percent }),
  };
}

async function describeCopy(client: Client, source: SourceImage, row: DestinationStatus): Promise<DestinationStatus> {
  try {
    const run = await client.workflow.getHandle(copyWorkflowId(source, row)).describe();
    const phase = run.typedSearchAttributes.get(phaseAttribute) as DestinationPhase | undefined;
    const imageId = run.typedSearchAttributes.get(imageIdAttribute);
    return {
      ...row,
      ...(phase && { phase }),
      ...(imageId !== undefined && { imageId }),
      ...pendingActivity(run),
    };
  } catch {
    // The row stands without it: a status is worth more than its details.
    return row;
  }
}

/** The rows, with what the runs of the started ones tell. */
export async function withCopyStatus(
  client: Client,
  source: SourceImage,
  rows: readonly DestinationStatus[],
): Promise<DestinationStatus[]> {
  const detailed = [...rows];
  const started = [...rows.entries()].filter(([, { phase }]) => phase === 'started').values();
  const work = async () => {
    for (const [index, row] of started) detailed[index] = await describeCopy(client, source, row);
  };
  await Promise.all(Array.from({ length: MAX_DESCRIBES }, work));
  return detailed;
}
