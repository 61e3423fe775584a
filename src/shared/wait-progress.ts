// What a wait for a copy has seen so far: it goes from attempt to attempt as heartbeat details, and clients read it there.

/** Times in ms since the epoch. */
export interface WaitProgress {
  seen: boolean;
  status?: string | undefined;
  percent?: number | undefined;
  /** When the image was first seen, and with how many percent. */
  progressSince?: number | undefined;
  firstPercent?: number | undefined;
  absentSince?: number | undefined;
  /** When the image was first seen Available without any description. */
  undescribedSince?: number | undefined;
}
