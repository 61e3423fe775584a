// Rules that decide which image a run takes for its copy, what it may undo, and what it has to see before it ends.
import type { RunEffects } from '../../src/protocol/run-effects';
import { type ShareEffects, shareStep } from '../../src/protocol/share-step';
import type { CopyAttempt, SettleEnd } from '../../src/shared/activities';
import type { Copy } from '../../src/shared/copy';
import type { LeftOut } from './left-out';
import type { Rule } from './rules';
import { MINUTE_MS } from './settings';
import type { Kind } from './watch';

const TWO: readonly Kind[] = ['images', 'in-flight', 'left-in-flight'];
const LATE = { lateArrival: 0.8, lateApplication: 0.5, visibilityLate: true };
const SOON = [5_000, MINUTE_MS];

/** Whatever image with the key a run finds, it takes for its own. */
const TAKES_ALL_FOR_ITS_OWN: LeftOut = {
  run: (effects) => ({
    ...effects,
    attempt: async (input) => asOwn(await effects.attempt(input)),
    settle: async (input) => asOwn(await effects.settle(input)),
  }),
};

function asOwn<T extends CopyAttempt | SettleEnd>(end: T): T {
  if (end.kind !== 'copy' || end.copy.foreign) return end;
  const copy: Copy = { ...end.copy, madeByThisRun: true };
  return { ...end, copy };
}

/** What `change` makes of how a settle of a left copy, or of a call, ends. */
function settled(change: (end: SettleEnd) => SettleEnd): (effects: RunEffects) => RunEffects {
  return (effects) => ({ ...effects, settle: async (input) => change(await effects.settle(input)) });
}

export const endRules: readonly Rule[] = [
  {
    name: 'the marker has the key of the copy',
    trouble: { people: { onNameTaken: ['copy'], requestAfter: 1 } },
    without: {
      // What a run recorded would tell of its copy, too.
      wanted: (wanted) => ({ ...wanted, knownImageId: undefined }),
      attempt: (effects) => ({
        ...effects,
        copyImage: (request, date) => effects.copyImage({ ...request, destinationDescription: 'a copy' }, date),
      }),
    },
    kinds: TWO,
  },
  {
    name: 'the marker has the run that made the copy',
    trouble: { people: { actions: ['terminate', 'cancel'], mostActions: 4, pausesMs: [MINUTE_MS], requestAfter: 1 } },
    without: TAKES_ALL_FOR_ITS_OWN,
    kinds: ['wrong-cancel'],
  },
  {
    name: 'a cancel ends no attempt and no settle',
    trouble: { hostility: LATE, people: { actions: ['cancel'], mostActions: 3, pausesMs: SOON, requestAfter: 1 } },
    // A second net holds what such a cancel leaves.
    without: { areWritesCancellable: true, closedRun: (run) => ({ ...run, isUnsettled: false }) },
    kinds: TWO,
  },
  {
    name: 'a run asks whether it was cancelled before an attempt',
    trouble: {
      hostility: { lost: 0.7, refused: 0.3 },
      people: { actions: ['cancel'], pausesMs: [5 * MINUTE_MS, 40 * MINUTE_MS], requestAfter: 0 },
    },
    without: { run: (effects) => ({ ...effects, isCancelled: () => false }), isFenceBlindToCancel: true },
    kinds: ['dated-after-cancel'],
  },
  {
    name: 'the fence of an attempt asks whether a cancel was requested',
    trouble: { fate: { lateTask: 1 }, people: { actions: ['cancel'], pausesMs: [10 * MINUTE_MS] } },
    without: { isFenceBlindToCancel: true },
    kinds: ['dated-after-cancel'],
  },
  {
    name: 'an image without a marker that appeared since the call may be the copy',
    trouble: {
      hostility: { lostAnswer: 0.7, description: 'very late' },
      people: { onNameTaken: ['copy'], mostActions: 0, lastRequest: false },
    },
    without: {
      run: settled((end) => (end.kind === 'unmarked' ? { kind: 'never-seen' } : end)),
    },
    kinds: TWO,
  },
  {
    name: 'a copy that is left is seen first',
    trouble: {
      hostility: { visibilityLate: true },
      people: { actions: ['cancel'], onCancel: ['keep'], mostActions: 3, pausesMs: SOON, requestAfter: 1 },
    },
    without: {
      run: (effects) => ({
        ...effects,
        // A copy that is left may be of any age; every other settle looks at what was made since a call.
        settle: (input) => (input.createdAfter === 0 ? Promise.resolve({ kind: 'never-seen' }) : effects.settle(input)),
      }),
    },
    kinds: TWO,
  },
  {
    name: 'after a reset the settle comes before a foreign image',
    trouble: {
      hostility: { description: 'late' },
      people: { actions: ['reset'], onNameTaken: ['adopt'], pausesMs: [2 * MINUTE_MS] },
    },
    without: {
      attemptInput: (input, runId) => ({ ...input, originalRunId: runId }),
    },
    kinds: ['own-as-foreign'],
  },
  {
    name: 'CancelCopyImage has the fence',
    trouble: {
      fate: { freeze: 0.3 },
      people: { actions: ['cancel', 'terminate'], mostActions: 4, pausesMs: [MINUTE_MS], requestAfter: 0 },
    },
    without: {
      cancel: (effects, now) => ({
        ...effects,
        isAwaited: async () => true,
        cancelCopyImage: (image) => effects.cancelCopyImage(image, now()),
      }),
    },
    kinds: ['cancelled-after-end'],
  },
  {
    name: 'accounts that were added are only read',
    trouble: { hostility: { permissionLagMs: 2 * MINUTE_MS }, people: { mostAccounts: 2 } },
    without: { shareStep: (effects, input, facts) => shareStep(effects, input, { ...facts, learned: undefined }) },
    kinds: ['needless-writes'],
  },
  {
    name: 'sharing is read back',
    trouble: { hostility: { lostShareAnswer: 0.5 }, people: { mostAccounts: 12 } },
    without: {
      share: believed,
    },
    kinds: ['falsely-green'],
  },
];

/** Accounts that were sent are believed to be there. */
function believed(effects: ShareEffects): ShareEffects {
  const sent: string[] = [];
  return {
    ...effects,
    addAccounts: (accounts, image, date) => {
      sent.push(...accounts);
      return effects.addAccounts(accounts, image, date).catch(() => ({ requestId: 'R-lost' }));
    },
    reads: {
      ...effects.reads,
      describeImagePermission: async (image) => {
        const { accounts, date } = await effects.reads.describeImagePermission(image);
        return { accounts: [...accounts, ...sent], date };
      },
    },
  };
}
