// What a seed draws before anything happens in the ordinary scenario.
import type { Random } from './random';
import { type Fate, HOUR_MS, type Hostility, LOST, MINUTE_MS, type People, type Settings } from './settings';

const SPREAD_MS = 59_000;

/** The settings of the ordinary scenario. */
export function drawSettings(random: Random): Settings {
  const fate = drawFate(random);
  const hostility = drawHostility(random);
  // Without a date Temporal's clock dates the call: see residuals.ts.
  if (hostility.skewMs === 0 && hostility.gatewaySpreadMs === 0) hostility.undated = random.chance(0.2) ? 0.5 : 0;
  const people = drawPeople(random);
  if (LOST.includes(hostility.description)) {
    // An image that is renamed as well is not told by anything: a named residual.
    people.actions = people.actions.filter((action) => action !== 'rename');
    // Nor is one whose runs Temporal has forgotten.
    fate.retentionMs = Number.POSITIVE_INFINITY;
    if (random.chance(0.5)) people.onNameTaken = ['fail'];
    else readWell(hostility, fate);
  }
  return { hostility, fate, people };
}

/**
 * What tells an image whose description is lost is its age, by two clocks, and a settle that can look at it: see "The service
 * drops descriptions" in docs/failure-model.md.
 */
function readWell(hostility: Hostility, fate: Fate): void {
  Object.assign(hostility, { skewMs: 0, readFailure: 0, outages: 0 });
  Object.assign(fate, { crash: 0, freeze: 0, lateTask: 0, lostTask: 0 });
}

/** Half of the worlds have none of it. */
const some = (random: Random, most: number) => (random.chance(0.5) ? random.between(0, most) : 0);

function drawHostility(random: Random): Hostility {
  return {
    lost: some(random, 0.5),
    lateArrival: some(random, 0.8),
    lateApplication: some(random, 0.8),
    lostAnswer: some(random, 0.8),
    refused: some(random, 0.5),
    finallyRefused: random.chance(0.1) ? 0.2 : 0,
    twice: random.chance(0.1) ? 0.5 : 0,
    readFailure: some(random, 0.3),
    outages: random.chance(0.2) ? 0.7 : 0,
    createFailed: random.chance(0.2) ? 0.5 : 0,
    description: random.chance(0.3) ? 'late' : random.chance(0.1) ? random.pick(['cut', 'empty', 'vanishes']) : 'kept',
    visibilityLate: random.chance(0.5),
    listedLateMs: 0,
    pageShifts: random.chance(0.3) ? ['go', 'appear', 'move'] : [],
    uniqueNames: random.chance(0.3),
    skewMs: random.chance(0.3) ? random.between(-20, 20) * MINUTE_MS : 0,
    gatewaySpreadMs: random.chance(0.4) ? SPREAD_MS : 0,
    undated: 0,
    permissionLagMs: random.chance(0.3) ? 2.5 * MINUTE_MS : 0,
    permissionNotYetMs: random.chance(0.2) ? MINUTE_MS : 0,
    lostShareAnswer: some(random, 0.5),
    lostCancelAnswer: some(random, 0.5),
  };
}

function drawFate(random: Random): Fate {
  return {
    crash: random.chance(0.4) ? random.between(0, 0.1) : 0,
    freeze: random.chance(0.4) ? random.between(0, 0.2) : 0,
    freezesMs: [2 * MINUTE_MS, 5 * MINUTE_MS, 40 * MINUTE_MS],
    lateTask: random.chance(0.3) ? 0.1 : 0,
    lostTask: random.chance(0.2) ? 0.05 : 0,
    slowWorkflow: random.chance(0.3) ? 0.2 : 0,
    longestWorkflowLagMs: 5 * MINUTE_MS,
    longestStartMs: 10 * MINUTE_MS,
    fenceFailure: some(random, 0.3),
    secondAttempt: random.chance(0.1) ? 0.5 : 0,
    retentionMs: random.chance(0.2) ? HOUR_MS : Number.POSITIVE_INFINITY,
  };
}

function drawPeople(random: Random): People {
  return {
    actions: [
      ...(['terminate', 'terminate', 'reset', 'reset', 'cancel', 'cancel', 'request', 'request'] as const),
      ...(['by hand', 'refused by hand', 'overtaken', 'delete', 'rename', 'foreign', 'fail activity'] as const),
    ],
    mostActions: 8,
    pausesMs: [5_000, MINUTE_MS, 5 * MINUTE_MS, 40 * MINUTE_MS],
    requestAfter: 0.8,
    resetOfAny: 0.2,
    regions: random.pick([1, 1, 1, 1, 1, 1, 1, 2, 2, 3]),
    onNameTaken: random.pick([['fail'], ['adopt'], ['copy'], ['fail', 'adopt', 'copy']] as const),
    onCancel: ['keep', 'cancel-copy'],
    foreignAtFirst: random.chance(0.15) ? 0.7 : 0,
    copyTimeoutMs: random.pick([6, 6, 6, 2, 1]) * HOUR_MS,
    mostAccounts: random.pick([0, 2, 12]),
    lastRequest: true,
  };
}
