// The contract of `copyAndShareImage`: one wanted copy, what is known before it starts, and the image that stands for it.
import type { OnCancel, OnNameTaken, SourceImage } from './distribution';
import type { Timing } from './timing';

/** Input of the workflow `copyAndShareImage`. Started by hand it has neither terms nor evidence, and gets both itself. */
export interface CopyAndShareImageInput {
  source: SourceImage;
  destination: Destination;
  onNameTaken?: OnNameTaken | undefined;
  onCancel?: OnCancel | undefined;
  terms?: CopyTerms | undefined;
  previousRun?: PreviousRun | undefined;
}

/** A destination with every default applied and every rule checked. */
export interface Destination {
  regionId: string;
  imageName: string;
  description?: string | undefined;
  shareWith: string[];
}

/** What the source image is, for comparison with an image that holds the wanted name, or carries the copy's marker. */
export interface SourceProperties {
  osType?: string | undefined;
  platform?: string | undefined;
  /** GiB. */
  size?: number | undefined;
  encrypted?: boolean | undefined;
}

/** What the worker says of a copy: found out, and settled, when its request was checked. */
export interface CopyTerms {
  copyKey: string;
  sourceProperties: SourceProperties;
  copyTimeoutMs: number;
  timing: Timing;
}

/** The last run of the same copy, seen just before this one started. Times in ms since the epoch. */
export interface PreviousRun {
  checkedAt: number;
  /** `INTERRUPTED`: it ended without settling, so a CopyImage call of it may still be under way. */
  status: 'NOT_FOUND' | 'ENDED' | 'INTERRUPTED' | 'UNKNOWN';
  startTime?: number | undefined;
  closeTime?: number | undefined;
  /** The image that stood for the copy. */
  imageId?: string | undefined;
  /** Images without a marker, one of which is probably the copy of a call of unknown outcome. */
  suspectImageIds?: string[] | undefined;
}

/** Names an image: its id says nothing without its region. */
export interface ImageAt {
  regionId: string;
  imageId: string;
}

/** The image that stands for the wanted copy. */
export interface Copy {
  imageId: string;
  /** Its marker or our own CopyImage answer says that this very run made it. */
  madeByThisRun: boolean;
  /** It carries no marker of ours and was adopted by its name. */
  foreign: boolean;
  /** More images with the same copy key. */
  duplicates: string[];
  /** RequestId of the CopyImage call, where its answer arrived. */
  requestId?: string | undefined;
}
