// One image of the emulated cloud: its facts, how far its making is, and whether reads show it.
import type { SeedImage } from './seed';
import type { Settings } from './settings';

/** What faults do to a copy. */
export const COPY_FAULTS = ['create-failed', 'stuck', 'unknown-status', 'no-progress'] as const;

/** One of them. */
export type CopyFault = (typeof COPY_FAULTS)[number];

/** How an image comes about. Times in ms since the epoch, by this machine's clock. */
export interface Making {
  /** By CopyImage, not by CreateImage. */
  isCopy: boolean;
  seconds: number;
  /** Undefined while it is queued. */
  startedAt?: number | undefined;
  fault?: CopyFault | undefined;
}

/** An image, whether reads show it yet or not. */
export interface Image extends SeedImage {
  createdAt: number;
  /** When its name, description or shares were changed. */
  changedAt?: number | undefined;
  /** Undefined of an image that was there from the start. */
  making?: Making | undefined;
}

const FAILS_AT_PERCENT = 60;
const STOPS_AT_PERCENT = 40;

/** Whether the image is a copy that waits for its place. */
export function isQueued({ making }: Image): boolean {
  return making !== undefined && making.startedAt === undefined;
}

/** When a started copy leaves its place to the next; undefined: never. */
export function endOfMaking({ seconds, startedAt, fault }: Making): number | undefined {
  if (startedAt === undefined || fault === 'stuck') return undefined;
  const share = fault === 'create-failed' ? FAILS_AT_PERCENT / 100 : 1;
  return startedAt + seconds * 1_000 * share;
}

/** `Creating`, `Available` or `CreateFailed`, and the percent. */
export function statusOf({ making, status }: Image, now: number): { status: string; percent: number } {
  if (!making) return { status, percent: status === 'Available' ? 100 : 0 };
  const { startedAt, seconds, fault } = making;
  if (startedAt === undefined) return { status: 'Creating', percent: 0 };
  const percent = seconds === 0 ? 100 : Math.floor(((now - startedAt) / (seconds * 1_000)) * 100);
  if (fault === 'stuck') return { status: 'Creating', percent: Math.min(percent, STOPS_AT_PERCENT) };
  if (fault === 'create-failed' && percent >= FAILS_AT_PERCENT) {
    return { status: 'CreateFailed', percent: FAILS_AT_PERCENT };
  }
  return percent < 100 ? { status: 'Creating', percent: Math.max(percent, 0) } : { status: 'Available', percent: 100 };
}

/** Whether reads show the image. Queued copies have a setting of their own. */
export function isVisible(image: Image, now: number, settings: Settings): boolean {
  if (!image.making) return true;
  const isDue = now - image.createdAt >= settings.visibilityLagSeconds * 1_000;
  return isDue && (settings.showQueued || !isQueued(image));
}
