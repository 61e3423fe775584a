// The settle: one look per attempt for the copy of a CopyImage call whose outcome is unknown, retried by the server
// until the copy shows or the call can no longer take effect.
import { activityInfo } from '@temporalio/activity';
import { EcdError } from '../ecd';
import type { AwaitCopyInput, SettleEnd } from '../shared/copy';
import { parseMarker } from '../shared/marker';
import { settleLookDelayMs } from '../shared/timing';
import { callFailure, notYet, permanentFailure } from './failures';
import { failedCopyOfRun, findCopy, nameHolder } from './look';
import type { ImageReads } from './regional-reads';

/**
 * What one complete look tells of a call of unknown outcome; undefined: look again later. `begunAt` (ms since the
 * epoch) is no later than the look's true beginning, by the clock that `input.until` was made with.
 */
export async function lookForCopy(
  reads: ImageReads,
  input: AwaitCopyInput,
  runId: string,
  begunAt: number,
): Promise<SettleEnd | undefined> {
  const { destination, copyKey, createdAfter, until } = input;
  const { regionId, imageName, shareWith } = destination;
  const { images } = await reads.listImages(regionId);
  const copy = await findCopy(images, { copyKey, regionId, shareWith, runId }, reads);
  if (copy) return { kind: 'found', copy };
  const failed = failedCopyOfRun(images, copyKey, runId);
  if (failed) return { kind: 'create-failed', imageId: failed.imageId };
  if (begunAt < until) return undefined;
  const unmarked = nameHolder(
    images.filter((image) => !parseMarker(image.description) && Date.parse(image.creationTime ?? '') >= createdAfter),
    imageName,
  );
  return unmarked ? { kind: 'unmarked', imageId: unmarked.imageId } : { kind: 'never-seen' };
}

/** Milliseconds to the next look: one of them falls right after the window. */
export function nextLookMs({ timing, startedAt, until }: AwaitCopyInput, begunAt: number): number {
  const delay = settleLookDelayMs(timing, begunAt - startedAt);
  return begunAt < until ? Math.min(delay, until - begunAt) : delay;
}

/** The activity `awaitCopy`. */
export function createAwaitCopy(reads: ImageReads) {
  return async function awaitCopy(input: AwaitCopyInput): Promise<SettleEnd> {
    // The server's clock, which the workflow's is too: a worker with a wrong clock cannot shorten the window.
    const { currentAttemptScheduledTimestampMs: begunAt, workflowExecution } = activityInfo();
    const { regionId, imageName } = input.destination;
    let trouble = '';
    try {
      const end = await lookForCopy(reads, input, workflowExecution?.runId ?? '', begunAt);
      if (end) return end;
    } catch (error) {
      // Before the end of the window no failed look may end the settle: the run would leave it to nobody.
      if (!(error instanceof EcdError)) throw error;
      if (!error.retryable && begunAt >= input.until) throw permanentFailure(callFailure(error));
      trouble = ` The last look failed: ${error.message}`;
    }
    const until = new Date(input.until).toISOString();
    throw notYet(
      `No copy ${imageName} in ${regionId} yet; the call can take effect until ${until}.${trouble}`,
      nextLookMs(input, begunAt),
    );
  };
}
