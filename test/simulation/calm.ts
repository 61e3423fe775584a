// A world in which nothing goes wrong but what a scenario names: there a rule shows what it alone is for.
import type { Fate, Hostility, People, Settings } from './settings';
import { HOUR_MS, MINUTE_MS } from './settings';

/** What goes wrong in a scenario. */
export interface Trouble {
  hostility?: Partial<Hostility>;
  fate?: Partial<Fate>;
  people?: Partial<People>;
}

/** Makes drawn settings calm, but for `trouble`. */
export function calm(settings: Settings, { hostility, fate, people }: Trouble): void {
  Object.assign(settings.hostility, CALM_CLOUD, hostility);
  Object.assign(settings.fate, CALM_FATE, fate);
  Object.assign(settings.people, CALM_PEOPLE, people);
}

const CALM_CLOUD: Hostility = {
  lost: 0,
  lateArrival: 0,
  lateApplication: 0,
  lostAnswer: 0,
  refused: 0,
  finallyRefused: 0,
  twice: 0,
  readFailure: 0,
  outages: 0,
  createFailed: 0,
  description: 'kept',
  visibilityLate: false,
  listedLateMs: 0,
  pageShifts: [],
  uniqueNames: false,
  skewMs: 0,
  gatewaySpreadMs: 0,
  undated: 0,
  permissionLagMs: 0,
  permissionNotYetMs: 0,
  lostShareAnswer: 0,
  lostCancelAnswer: 0,
};

const CALM_FATE: Fate = {
  crash: 0,
  freeze: 0,
  freezesMs: [40 * MINUTE_MS],
  lateTask: 0,
  lostTask: 0,
  slowWorkflow: 0,
  longestWorkflowLagMs: 5 * MINUTE_MS,
  longestStartMs: 10 * MINUTE_MS,
  fenceFailure: 0,
  secondAttempt: 0,
  retentionMs: Number.POSITIVE_INFINITY,
};

const CALM_PEOPLE: People = {
  actions: ['request'],
  mostActions: 2,
  pausesMs: [5_000, MINUTE_MS, 5 * MINUTE_MS],
  requestAfter: 0.8,
  resetOfAny: 0.2,
  regions: 1,
  onNameTaken: ['fail'],
  onCancel: ['cancel-copy'],
  foreignAtFirst: 0,
  copyTimeoutMs: 6 * HOUR_MS,
  mostAccounts: 0,
  lastRequest: true,
};
