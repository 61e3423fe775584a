// What may go wrong in a world: how hostile the cloud is, what befalls workers and Temporal, and what people do.
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import type { OnCancel, OnNameTaken } from '../../src/shared/distribution';
import type { Timing } from '../../src/shared/timing';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Production's own durations. */
export const timing: Timing = {
  callTimeoutMs: 30_000,
  settleWindowMs: FULL_SETTLE_WINDOW_MS,
  pollMinMs: 10_000,
  pollMaxMs: 120_000,
  visibilityGraceMs: 3 * MINUTE_MS,
};

/** What becomes of the description that a copy was given. `late`: within the time that the protocol assumes. */
export type DescriptionFate = 'kept' | 'late' | 'cut' | 'empty' | 'vanishes' | 'very late';

/** What an image does that moves others to another page. */
export type Shift = 'go' | 'appear' | 'move';

/** How hostile the cloud is. A number is a probability unless its name says otherwise. */
export interface Hostility {
  lost: number;
  lateArrival: number;
  lateApplication: number;
  lostAnswer: number;
  refused: number;
  finallyRefused: number;
  twice: number;
  readFailure: number;
  /** Regions whose reads fail, or are denied, for up to an hour. */
  outages: number;
  createFailed: number;
  description: DescriptionFate;
  visibilityLate: boolean;
  /** How much later than by its id an image may show in a listing. */
  listedLateMs: number;
  /** What images of others do between two pages. */
  pageShifts: readonly Shift[];
  uniqueNames: boolean;
  /** Of the service's clocks against the true one. */
  skewMs: number;
  /** The most that the clocks of two gateways differ by. */
  gatewaySpreadMs: number;
  /** Answers without a `Date`. */
  undated: number;
  /** How long a permission read may lag behind, at most. */
  permissionLagMs: number;
  /** How long the permissions of an image cannot be read after it is Available, at most. */
  permissionNotYetMs: number;
  lostShareAnswer: number;
  lostCancelAnswer: number;
}

/** What befalls workers and Temporal; probabilities of each step unless the name says otherwise. */
export interface Fate {
  crash: number;
  freeze: number;
  /** Upper bounds of a freeze. */
  freezesMs: readonly number[];
  lateTask: number;
  lostTask: number;
  slowWorkflow: number;
  /** The longest that a workflow task waits for a worker. */
  longestWorkflowLagMs: number;
  /** The longest time between a parent's describe and its start of the child. */
  longestStartMs: number;
  fenceFailure: number;
  /** An operator gives `attemptCopy` a second attempt. */
  secondAttempt: number;
  /** How long Temporal keeps a closed run. */
  retentionMs: number;
}

export type Action =
  | 'terminate'
  | 'reset'
  | 'cancel'
  | 'fail activity'
  | 'request'
  | 'by hand'
  | 'refused by hand'
  | 'overtaken'
  | 'delete'
  | 'rename'
  | 'foreign'
  | 'forged';

/** What people do while runs go on. */
export interface People {
  actions: readonly Action[];
  mostActions: number;
  /** Upper bounds of the time between two actions. */
  pausesMs: readonly number[];
  /** Each action but a reset is followed by a request so often. */
  requestAfter: number;
  /** A reset is one of any run, not of the last. */
  resetOfAny: number;
  regions: number;
  onNameTaken: readonly OnNameTaken[];
  onCancel: readonly OnCancel[];
  /** An image of the wanted name is there before anybody asks. */
  foreignAtFirst: number;
  copyTimeoutMs: number;
  mostAccounts: number;
  lastRequest: boolean;
}

export interface Settings {
  hostility: Hostility;
  fate: Fate;
  people: People;
}

/** Descriptions by which a copy cannot be recognised for ever. */
export const LOST: readonly DescriptionFate[] = ['cut', 'empty', 'vanishes'];
