// A request as the worker checked it: every default applied, and every duration of the protocol that its run goes by.
import type { Destination, SourceProperties } from './copy';
import type { OnCancel, OnNameTaken, SourceImage } from './distribution';
import type { Problem } from './problem';
import type { Timing } from './timing';

/** A destination that is ready to be started, or the reason why it is not. */
export interface CheckedDestination extends Destination {
  copyKey: string;
  refusal?: Problem | undefined;
}

/** Everything that a distribution needs from the worker's configuration and the cloud before it starts. */
export interface CheckedRequest {
  source: SourceImage;
  sourceProperties: SourceProperties;
  destinations: CheckedDestination[];
  maxConcurrent: number;
  copyTimeoutMs: number;
  onNameTaken: OnNameTaken;
  onCancel: OnCancel;
  timing: Timing;
}
