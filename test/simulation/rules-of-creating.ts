// Rules that keep a second CopyImage from being sent before the first can no longer take effect.
import { CallFailed, type ImageReads } from '../../src/protocol/cloud';
import { settleStep } from '../../src/protocol/settle-step';
import type { Trouble } from './calm';
import type { LeftOut } from './left-out';
import type { Rule } from './rules';
import { HOUR_MS, MINUTE_MS } from './settings';
import type { Kind } from './watch';

const TWO: readonly Kind[] = ['images', 'in-flight', 'left-in-flight'];

/** Calls that arrive and take effect as late as they may. */
const LATE = { lateArrival: 0.8, lateApplication: 0.5, visibilityLate: true };
const SOON = [5_000, MINUTE_MS];

/** Workers that sleep for longer than a settle takes, at any of their steps. */
const FROZEN: Trouble = {
  hostility: { lost: 0.3, lateArrival: 0.9, lateApplication: 0.5 },
  fate: { freeze: 0.12, freezesMs: [HOUR_MS] },
};

/** A settle whose window is another. */
function settling(until: (input: { startedAt: number; until: number; attemptedAt: number }) => number): LeftOut {
  return {
    run: (effects) => {
      let attemptedAt = effects.now();
      return {
        ...effects,
        attempt: (input) => {
          attemptedAt = effects.now();
          return effects.attempt(input);
        },
        settle: (input) => effects.settle({ ...input, until: until({ ...input, attemptedAt }) }),
      };
    },
  };
}

export const createRules: readonly Rule[] = [
  {
    name: 'a run settles what an interrupted one left',
    trouble: {
      hostility: LATE,
      people: { actions: ['terminate'], mostActions: 3, pausesMs: SOON, requestAfter: 1 },
    },
    without: { wanted: (wanted) => ({ ...wanted, interruptedAt: undefined }) },
    kinds: TWO,
  },
  {
    name: 'a run that was refused before it took over has settled nothing',
    trouble: {
      hostility: LATE,
      people: {
        actions: ['terminate', 'refused by hand'],
        mostActions: 6,
        pausesMs: [20_000],
        requestAfter: 0.2,
      },
    },
    without: { closedRun: (run) => ({ ...run, tookOver: true }) },
    kinds: TWO,
  },
  {
    name: 'what an interrupted run left, the ones after it owe as well',
    trouble: {
      hostility: { lostAnswer: 1, description: 'empty' },
      people: {
        actions: ['terminate', 'refused by hand'],
        mostActions: 3,
        pausesMs: [MINUTE_MS, 2 * HOUR_MS],
        requestAfter: 0,
        onNameTaken: ['copy'],
      },
    },
    without: { looksNoFurtherBack: true },
    kinds: TWO,
  },
  {
    name: 'a run whose settle came to no end leaves it to the next one',
    trouble: {
      hostility: LATE,
      people: { actions: ['fail activity'], mostActions: 6, pausesMs: SOON, requestAfter: 1 },
    },
    without: { closedRun: (run) => ({ ...run, isUnsettled: false }) },
    kinds: TWO,
  },
  {
    name: 'a run that began with a reset may have ended without an attempt',
    trouble: {
      hostility: { ...LATE, createFailed: 1 },
      people: { actions: ['request', 'reset'], mostActions: 6, pausesMs: [20 * MINUTE_MS], resetOfAny: 1 },
    },
    without: { closedRun: (run) => ({ ...run, wasReset: false }) },
    kinds: TWO,
  },
  {
    name: 'what a parent saw counts for a minute',
    trouble: {
      hostility: { ...LATE, lateArrival: 1, createFailed: 1 },
      people: { actions: ['overtaken'], mostActions: 4, pausesMs: [40 * MINUTE_MS], requestAfter: 0 },
    },
    without: { evidenceMs: HOUR_MS },
    kinds: TWO,
  },
  {
    name: 'where nothing was there a moment ago, nothing may be there at the start',
    trouble: {
      hostility: LATE,
      fate: { slowWorkflow: 0.8, longestWorkflowLagMs: 100, longestStartMs: 50_000 },
      people: { actions: ['request', 'terminate'], mostActions: 6, pausesMs: [10_000], requestAfter: 0 },
    },
    without: { allowsDuplicates: true },
    kinds: TWO,
  },
  {
    name: 'a run settles after a reset',
    trouble: { hostility: LATE, people: { actions: ['reset'], pausesMs: SOON } },
    without: { attemptInput: (input, runId) => ({ ...input, originalRunId: runId }) },
    kinds: TWO,
  },
  {
    name: 'a call has the date of its look on the wire',
    trouble: FROZEN,
    without: { dateOnTheWire: (_, serviceNow) => serviceNow },
    kinds: TWO,
  },
  {
    name: 'the date is that of the look, not of the send',
    trouble: FROZEN,
    without: {
      attempt: (effects, _, serviceNow) => ({
        ...effects,
        copyImage: (request) => effects.copyImage(request, serviceNow()),
      }),
    },
    kinds: TWO,
  },
  {
    name: 'the fence',
    trouble: FROZEN,
    without: { attempt: (effects) => ({ ...effects, isAwaited: async () => true }) },
    kinds: TWO,
  },
  {
    name: 'a fence that fails counts as not awaited',
    trouble: { ...FROZEN, fate: { ...FROZEN.fate, fenceFailure: 0.8 } },
    without: {
      attempt: (effects) => ({ ...effects, isAwaited: () => effects.isAwaited().catch(() => true) }),
    },
    kinds: TWO,
  },
  {
    name: 'the window begins when the outcome is learned to be unknown',
    trouble: {
      hostility: { ...LATE, lateArrival: 1 },
      fate: { lateTask: 0.3 },
      people: { mostActions: 0 },
    },
    without: settling(({ attemptedAt, startedAt, until }) => attemptedAt + until - startedAt),
    kinds: TWO,
  },
  {
    name: 'the window is 22 minutes',
    trouble: { hostility: { ...LATE, lateArrival: 1, lateApplication: 1 }, people: { mostActions: 0 } },
    without: settling(({ until }) => until - 8 * MINUTE_MS),
    kinds: TWO,
  },
  {
    name: 'a look that is refused does not end a settle before the end of its window',
    trouble: { hostility: { ...LATE, lateArrival: 1, outages: 1 }, people: { mostActions: 3 } },
    // A second net holds what such a settle leaves.
    without: { settleStep: endedByRefusal, closedRun: (run) => ({ ...run, isUnsettled: false }) },
    kinds: TWO,
  },
  {
    name: 'a second attempt settles what the first one may have sent',
    trouble: { hostility: LATE, fate: { crash: 0.2 }, people: { mostActions: 0 } },
    without: { attempts: 2, attempt: (effects) => ({ ...effects, isRepeated: false }) },
    kinds: TWO,
  },
  {
    name: 'a failed image counts for the call that made it',
    trouble: {
      hostility: { twice: 1, createFailed: 0.5, lateApplication: 1, visibilityLate: true },
      people: { actions: ['delete'], mostActions: 6, pausesMs: [20 * MINUTE_MS] },
    },
    without: { settleStep: (reads, input, facts) => settleStep(reads, { ...input, createdAfter: 0 }, facts) },
    kinds: TWO,
  },
];

/** A settle that ends when a look is refused. */
async function endedByRefusal(...[reads, input, facts]: Parameters<typeof settleStep>) {
  let refusal: unknown;
  const watched: ImageReads = {
    ...reads,
    listImages: (region) =>
      reads.listImages(region).catch((error: unknown) => {
        refusal = error;
        throw error;
      }),
  };
  const step = await settleStep(watched, input, facts);
  return refusal instanceof CallFailed && !refusal.known.retryable
    ? ({ kind: 'failed', problem: refusal.problem } as const)
    : step;
}
