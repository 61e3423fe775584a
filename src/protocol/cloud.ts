// The cloud as the protocol knows it: images, the reads it stands on, and a call that failed. Activities make these from
// the adapter, a simulation from a model.
import type { Refusal } from '../shared/activities';
import type { ImageAt } from '../shared/copy';
import type { Problem } from '../shared/problem';

/** An image of a region. */
export interface Image {
  imageId: string;
  name: string;
  description: string;
  /** `Creating`, `Available`, `CreateFailed`, or whatever else the service says. */
  status: string;
  /** 0 to 100. */
  percent?: number | undefined;
  /** ISO 8601. */
  creationTime?: string | undefined;
  osType?: string | undefined;
  platform?: string | undefined;
  /** GiB. */
  size?: number | undefined;
  encrypted: boolean;
  /** The service's own time of the answer to a read by id, in ms since the epoch. */
  date?: number | undefined;
}

/** All custom images of a region, as some pages showed them. */
export interface Listing {
  images: Image[];
  pages: number;
  /** The service's own time of the last page, in ms since the epoch. */
  date?: number | undefined;
}

/** The accounts that an image is shared with. */
export interface Permission {
  accounts: string[];
  /** The service's own time of the answer, in ms since the epoch. */
  date?: number | undefined;
}

/** The reads of the protocol. Each rejects with `CallFailed`. */
export interface ImageReads {
  /** A complete listing that began after it was asked for. */
  listImages(regionId: string): Promise<Listing>;
  /** Undefined for an image that DescribeImages does not show. */
  describeImage(image: ImageAt): Promise<Image | undefined>;
  describeImagePermission(image: ImageAt): Promise<Permission>;
}

/** Parameters of CopyImage. */
export interface CopyRequest {
  /** Region of the source image. */
  regionId: string;
  imageId: string;
  destinationRegionId: string;
  destinationImageName: string;
  destinationDescription: string;
}

/** Why a call was refused, as far as the protocol acts on it. */
export type RefusalReason =
  | 'denied'
  | 'conflict'
  | 'name-in-use'
  /** There is no such image, or not in a state for the call: perhaps not yet. */
  | 'not-ready'
  | 'other';

/** A call to the cloud failed, or nobody knows whether it did. */
export class CallFailed extends Error {
  override name = 'CallFailed';

  constructor(
    readonly problem: Problem,
    readonly known: {
      outcome: 'not-applied' | 'unknown';
      retryable: boolean;
      reason: RefusalReason;
      retryAfterMs?: number | undefined;
    },
  ) {
    super(problem.message);
  }
}

/** A call that surely did not take effect, and when it may be tried again. */
export function refusalOf({ problem, known }: CallFailed): Refusal {
  const { retryable, reason, retryAfterMs } = known;
  return { problem, retryable, isConflict: reason === 'conflict', retryAfterMs };
}
