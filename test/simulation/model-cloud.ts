// A model of the cloud's CopyImage in virtual time, hostile within what the protocol assumes: a call
// arrives at most 15 minutes after its date, is applied at most 3 minutes later, and is visible 3 minutes after that.
import type { CopyImageRequest } from '../../src/ecd';
import { markerRun, parseMarker } from '../../src/shared/marker';
import { MINUTE_MS, ModelImages, modelError } from './model-images';

const GATEWAY_TOLERANCE_MS = 15 * MINUTE_MS;
const MAX_APPLY_MS = 3 * MINUTE_MS;
const CALL_TIMEOUT_MS = 30_000;

/** A CopyImage call that was sent. */
export interface SentCall {
  sentAt: number;
  /** When it will take effect; undefined: never. */
  appliesAt?: number | undefined;
  imageIds: string[];
  isDoubledByService: boolean;
}

export class ModelCloud extends ModelImages {
  readonly calls: SentCall[] = [];
  readonly violations: string[] = [];

  /** CancelCopyImage by a run: only an image that the run made may be cancelled. */
  cancel(imageId: string, runId: string): void {
    const image = this.images.find((existing) => existing.imageId === imageId);
    if (!image || this.time.now() >= image.availableAt) return;
    const isCut = this.hostility.descriptionCut;
    if (!isCut && parseMarker(image.description)?.run !== markerRun(runId)) {
      this.violations.push(`run ${runId} cancelled ${imageId}, which it did not make`);
    }
    this.remove(imageId);
  }

  /** Sends a call dated `date`. What becomes of it is drawn here, and happens whether its sender lives or not. */
  async copyImage(request: CopyImageRequest, date: number): Promise<{ imageId: string; requestId: string }> {
    const { random, hostility, time } = this;
    const call: SentCall = { sentAt: time.now(), imageIds: [], isDoubledByService: random.chance(hostility.twice) };
    this.calls.push(call);
    if (random.chance(hostility.lost)) return this.unanswered('lost');
    const travel = random.chance(hostility.lateArrival) ? this.lateTravel(date) : random.between(50, 2_000);
    const isRefusedByGateway = this.serviceClock() + travel - date > GATEWAY_TOLERANCE_MS;
    const isRefused = random.chance(hostility.refused);
    const application = random.chance(hostility.lateApplication) ? random.upTo(MAX_APPLY_MS) : 0;
    if (!isRefusedByGateway && !isRefused) {
      this.checkAlone(call);
      call.appliesAt = time.now() + travel + application;
      time.after(travel + application, () => this.apply(request, call));
    }
    const isApplied = call.appliesAt !== undefined;
    const answersAfter = travel + (isApplied ? application : 0);
    if (answersAfter > CALL_TIMEOUT_MS || random.chance(hostility.lostAnswer)) return this.unanswered('no answer');
    await time.sleep(answersAfter);
    if (isRefusedByGateway) throw modelError('InvalidTimeStamp.Expired', 'not-applied');
    if (isRefused)
      throw modelError(random.pick(['Throttling.User', 'OperationDenied.ImageCopyConflict']), 'not-applied');
    const [imageId] = call.imageIds;
    if (imageId === undefined) throw modelError('InvalidImageName.Duplicated', 'not-applied');
    return { imageId, requestId: 'R' };
  }

  /** Up to the last moment at which the gateway takes a call of this date, or past it. */
  private lateTravel(date: number): number {
    const left = Math.max(0, date + GATEWAY_TOLERANCE_MS - this.serviceClock());
    return this.random.chance(0.2) ? left + this.random.between(0, 3 * MINUTE_MS) : this.random.upTo(left);
  }

  private async unanswered(why: string): Promise<never> {
    await this.time.sleep(this.random.between(100, CALL_TIMEOUT_MS));
    throw modelError(why, 'unknown');
  }

  /** A call that the gateway will refuse for its date is harmless, whenever it is sent. */
  private checkAlone(call: SentCall): void {
    const other = this.calls.find(({ appliesAt }) => appliesAt !== undefined && appliesAt > call.sentAt);
    if (other)
      this.violations.push(`a call was sent at ${call.sentAt} while that of ${other.sentAt} could still take effect`);
  }

  private apply(request: CopyImageRequest, call: SentCall): void {
    const { destinationImageName: name } = request;
    const before = this.existing(name);
    if (this.hostility.uniqueNames && before.length > 0) return;
    if (before.some(({ isDoubled }) => !isDoubled)) this.violations.push(`${before.length + 1} images of ${name}`);
    call.imageIds.push(this.create(request, call.isDoubledByService));
    // The service's own doing: not to be prevented, but to be named in the result.
    if (call.isDoubledByService) call.imageIds.push(this.create(request, true));
  }
}
