// One image of the emulated cloud: its facts, how far its making is, and whether reads show it. Times in ms since the
// epoch, by this machine's clock.
import type { SeedImage } from './seed';
import type { Settings } from './settings';

/** What faults do to a copy. */
export const COPY_FAULTS = ['create-failed', 'stuck', 'unknown-status', 'no-progress'] as const;

/** One of them. */
export type CopyFault = (typeof COPY_FAULTS)[number];

/** Which image. */
export interface ImageKey {
  regionId: string;
  imageId: string;
}

/** How an image comes about. */
export interface Making {
  /** The image that CopyImage copies; undefined: made by CreateImage. */
  copyOf?: ImageKey | undefined;
  seconds: number;
  /** Undefined while it is queued. */
  startedAt?: number | undefined;
  fault?: CopyFault | undefined;
}

/** A cancel or a delete that was accepted; the image is there until it is due. */
export interface Removal {
  state: 'Cancelling' | 'Deleting';
  begunAt: number;
  dueAt: number;
}

/** An image, whether reads show it yet or not. */
export interface Image extends SeedImage {
  createdAt: number;
  /** When its name, description or shares were changed. */
  changedAt?: number | undefined;
  /** Undefined of an image that was there from the start. */
  making?: Making | undefined;
  removal?: Removal | undefined;
  /** Who it was shared with until a moment, oldest first. */
  formerShares: { until: number; sharedWith: string[] }[];
}

/** What an image is at, whatever name reads have for it. */
export type ImageState = 'Queued' | 'Creating' | 'Available' | 'CreateFailed' | Removal['state'];

const FAILS_AT_PERCENT = 60;
const STOPS_AT_PERCENT = 40;

/** When the image leaves its place to the next copy; undefined: never, or it has none yet. */
export function endOfMaking({ making, removal }: Image): number | undefined {
  if (making?.startedAt === undefined) return undefined;
  const { seconds, startedAt, fault } = making;
  const share = fault === 'create-failed' ? FAILS_AT_PERCENT / 100 : 1;
  const end = fault === 'stuck' ? undefined : startedAt + seconds * 1_000 * share;
  // A cancelled copy stands still, and has its place until it is gone.
  const isStopped = removal && (end === undefined || end > removal.begunAt);
  return isStopped ? removal.dueAt : end;
}

/** What calls on an image go by. */
export function stateOf(image: Image, now: number): ImageState {
  return image.removal?.state ?? progressOf(image, now).state;
}

/** How far its making is, or was when it was told to go. */
export function progressOf(
  image: Image,
  now: number,
): { state: Exclude<ImageState, Removal['state']>; percent: number } {
  const { making, status, removal } = image;
  if (!making) return { state: status, percent: status === 'Available' ? 100 : 0 };
  const { startedAt, seconds, fault } = making;
  if (startedAt === undefined) return { state: 'Queued', percent: 0 };
  const elapsed = (removal?.begunAt ?? now) - startedAt;
  const percent = seconds === 0 ? 100 : Math.max(0, Math.floor((elapsed / (seconds * 1_000)) * 100));
  if (fault === 'stuck') return { state: 'Creating', percent: Math.min(percent, STOPS_AT_PERCENT) };
  if (fault === 'create-failed' && percent >= FAILS_AT_PERCENT) {
    return { state: 'CreateFailed', percent: FAILS_AT_PERCENT };
  }
  return percent < 100 ? { state: 'Creating', percent } : { state: 'Available', percent: 100 };
}

/** Whether reads show the image. Queued copies, and images of others, have settings of their own. */
export function isVisible(image: Image, now: number, settings: Settings): boolean {
  if (image.receivedFrom !== undefined && !settings.showReceived) return false;
  if (!image.making) return true;
  const isDue = now - image.createdAt >= settings.visibilityLagSeconds * 1_000;
  return isDue && (settings.showQueued || image.making.startedAt !== undefined);
}

/** Who reads say the image is shared with: they lag behind writes. */
export function shownShares(image: Image, now: number, { permissionLagSeconds }: Settings): string[] {
  const readAt = now - permissionLagSeconds * 1_000;
  return image.formerShares.find(({ until }) => until > readAt)?.sharedWith ?? image.sharedWith;
}
