// The region of the attempt side's tests: its reads answer as a test says.
import { CallFailed, type Image, type ImageReads } from '../../src/protocol/cloud';
import { nextOf } from './played';
import { wanted } from './played-world';

export { MINUTE_MS, START } from './played-world';
export const { timing } = wanted.terms;

export const REGION = 'cn-shanghai';
export const RUN = '019a1b2c-3d4e-7f56-8a9b-0c1d2e3f4a5b';
export const KEY = 'a'.repeat(20);
/** Of the wanted copy, made by `RUN`. */
export const MARKER = `[ecd-copy:v1:${KEY}:0c1d2e3f4a5b]`;
export const OTHER_RUNS_MARKER = `[ecd-copy:v1:${KEY}:ffffffffffff]`;
export const OTHER_COPYS_MARKER = `[ecd-copy:v1:${'b'.repeat(20)}:0c1d2e3f4a5b]`;

/** What the source is. */
export const SOURCE_PROPERTIES = { osType: 'WINDOWS', platform: 'Windows Server 2019', size: 80, encrypted: false };

/** An image of an unmarked kind, of the same system and size as the source. */
export function image(more: Partial<Image> = {}): Image {
  return {
    imageId: 'm-1',
    name: 'something',
    description: '',
    status: 'Available',
    creationTime: '2026-11-01T09:00:00Z',
    ...SOURCE_PROPERTIES,
    ...more,
  };
}

/** A call that the service refused for good, unless told otherwise. */
export function callFailed(known: Partial<CallFailed['known']> = {}): CallFailed {
  const problem = {
    type: 'CallFailed',
    code: 'Some.Code',
    message: 'said the service',
    requestId: 'R-9',
    hint: 'do it',
  };
  return new CallFailed(problem, { outcome: 'not-applied', retryable: false, reason: 'other', ...known });
}

/** A call that may pass another time. */
export const passing = (more: Partial<CallFailed['known']> = {}) => callFailed({ retryable: true, ...more });

export class PlayedRegion implements ImageReads {
  /** What successive reads answer; the last answer of each kind is that of all later ones. */
  listings: (Image[] | Error)[] = [[]];
  byId: (Image | undefined | Error)[] = [undefined];
  /** The accounts of each image. */
  sharedWith: (Record<string, string[]> | Error)[] = [{}];
  pages = 1;
  /** The service's own time of every answer. */
  date: number | undefined;
  /** What was called, in its order; a test adds its writes. */
  calls: string[] = [];

  async listImages(regionId: string) {
    this.calls.push(`list ${regionId}`);
    return { images: nextOf(this.listings), pages: this.pages, date: this.date };
  }

  async describeImage({ regionId, imageId }: { regionId: string; imageId: string }) {
    this.calls.push(`describe ${regionId} ${imageId}`);
    return nextOf(this.byId);
  }

  async describeImagePermission({ regionId, imageId }: { regionId: string; imageId: string }) {
    this.calls.push(`permission ${regionId} ${imageId}`);
    return { accounts: nextOf(this.sharedWith)[imageId] ?? [], date: this.date };
  }
}
