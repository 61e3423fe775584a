// The durations of the copy protocol. They come from the worker's configuration through `checkRequest` into each run's
// input, so that a run replays with the durations that it started with.

/** All in milliseconds. */
export interface Timing {
  /** Overall timer of one cloud call. */
  callTimeoutMs: number;
  /** How long a CopyImage call of unknown outcome may still take effect. */
  settleWindowMs: number;
  /** Bounds of the time between two reads of a copy's status. */
  pollMinMs: number;
  pollMaxMs: number;
  /** How long an image or a sharing may be missing from reads before its absence is believed. */
  visibilityGraceMs: number;
}
