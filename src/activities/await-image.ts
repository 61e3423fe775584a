// The wait: one read of the copy's status per attempt, retried by the server until the copy is Available.
import { activityInfo, heartbeat } from '@temporalio/activity';
import type { EcdImage } from '../ecd';
import { ErrorType } from '../shared/error-types';
import { parseMarker } from '../shared/marker';
import type { Timing } from '../shared/timing';
import { notYet, permanentFailure, retriedByServer } from './failures';
import { pollDelayMs, type WaitProgress } from './poll-delay';
import type { ImageReads } from './regional-reads';

/** Input of the activity `awaitImage`. */
export interface AwaitImageInput {
  regionId: string;
  imageId: string;
  /** The key that the description must carry; undefined for a foreign image. */
  copyKey?: string | undefined;
  timing: Timing;
}

function checkMarker(image: EcdImage, copyKey: string | undefined, regionId: string): void {
  if (copyKey === undefined || image.description === '') return;
  if (parseMarker(image.description)?.copyKey === copyKey) return;
  throw permanentFailure({
    type: ErrorType.MarkerNotKept,
    message: `Image ${image.imageId} in ${regionId} does not carry the marker that CopyImage was given`,
    hint: 'Do not repeat the run: without the marker a copy cannot be found again. Compare the description with the one in the CopyImage call.',
  });
}

function createFailed(image: EcdImage, regionId: string) {
  return permanentFailure({
    type: ErrorType.CreateFailed,
    code: image.status,
    message: `Image ${image.imageId} in ${regionId} ended as CreateFailed${image.percent === undefined ? '' : ` at ${image.percent}%`}`,
    hint: `Alibaba Cloud gives no reason in DescribeImages. Delete ${image.imageId} and run again: it is copied anew.`,
  });
}

/** The image is in no answer: it is not visible yet, or it was seen and is gone. */
async function absent(input: AwaitImageInput, previous: WaitProgress | undefined, reads: ImageReads, now: number) {
  const { regionId, imageId, timing } = input;
  const absentSince = previous?.absentSince ?? now;
  const progress: WaitProgress = { ...previous, seen: previous?.seen ?? false, absentSince };
  if (progress.seen && now - absentSince >= timing.visibilityGraceMs) {
    const { images } = await reads.listImages(regionId);
    if (!images.some((image) => image.imageId === imageId)) {
      throw permanentFailure({
        type: ErrorType.ImageGone,
        message: `Image ${imageId} was in ${regionId} and is no more`,
        hint: 'Somebody deleted it, or cancelled the copy in the console.',
      });
    }
  }
  return progress;
}

/** The activity `awaitImage`: returns when the image is Available. */
export function createAwaitImage(reads: ImageReads) {
  return async function awaitImage(input: AwaitImageInput): Promise<void> {
    const { regionId, imageId, copyKey, timing } = input;
    const info = activityInfo();
    const previous: WaitProgress | undefined = info.heartbeatDetails;
    // The server's clock: the next attempt may be on a worker whose own goes differently.
    const now = info.currentAttemptScheduledTimestampMs;
    const begunAt = Date.now();
    const image = await retriedByServer(() => reads.describeImage(regionId, imageId));
    if (image) checkMarker(image, copyKey, regionId);
    if (image?.status === 'Available') return;
    if (image?.status === 'CreateFailed') throw createFailed(image, regionId);
    const progress: WaitProgress = image
      ? {
          seen: true,
          status: image.status,
          percent: image.percent,
          progressSince: previous?.progressSince ?? now,
          firstPercent: previous?.firstPercent ?? image.percent,
        }
      : await retriedByServer(() => absent(input, previous, reads, now));
    heartbeat(progress);
    const deadline = info.scheduledTimestampMs + info.scheduleToCloseTimeoutMs;
    const timeLeftMs = deadline - now - (Date.now() - begunAt);
    const delay = pollDelayMs(timing, progress, { now, attempt: info.attempt, timeLeftMs });
    const seen = image
      ? `${image.status}${image.percent === undefined ? '' : ` ${image.percent}%`}`
      : 'not visible yet';
    throw notYet(`Image ${imageId} in ${regionId}: ${seen}`, delay, progress);
  };
}
