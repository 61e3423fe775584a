// When a run has to settle an earlier one's call, and what a settle looks for.

import { inheritedSettle } from '../../src/protocol/previous-run';
import { settle, settleEarlierCall } from '../../src/protocol/settle';
import type { PreviousRun } from '../../src/shared/copy';
import { image, MINUTE_MS, PlayedWorld, problem, reasonOf, START, wanted } from './played-world';

const { timing } = wanted.plan;
const SLACK_MS = 2 * MINUTE_MS;

describe('the settle that a run inherits', () => {
  const inherited = (status: PreviousRun['status'], closeTime?: number) =>
    inheritedSettle({ checkedAt: START, status, closeTime }, { timing, now: START });

  it.each(['NOT_FOUND', 'ENDED'] as const)('is none when the earlier run is %s, however recent', (status) => {
    expect(inherited(status, START - 1_000)).toBeUndefined();
    expect(inherited(status)).toBeUndefined();
  });

  it.each(['INTERRUPTED', 'UNKNOWN'] as const)('begins at the end of an earlier run that is %s', (status) => {
    expect(inherited(status, START - MINUTE_MS)).toBe(START - MINUTE_MS);
  });

  it('begins now when nobody knows when the earlier run ended', () => {
    expect(inherited('UNKNOWN')).toBe(START);
  });

  it('is none once the window has passed, and not a moment before', () => {
    expect(inherited('INTERRUPTED', START - timing.settleWindowMs)).toBeUndefined();
    expect(inherited('INTERRUPTED', START - timing.settleWindowMs + 1)).toBe(START - timing.settleWindowMs + 1);
  });
});

describe('a settle', () => {
  it('looks for a window from when it learned of the call, and at what was made since the call', async () => {
    const world = new PlayedWorld([], [{ kind: 'never-seen' }]);
    const { destination, plan } = wanted;
    expect(await settle(world, wanted, { learnedAt: START, sentAfter: START - 500 })).toBeUndefined();
    expect(world.settles).toEqual([
      {
        destination,
        copyKey: plan.copyKey,
        timing,
        startedAt: START,
        until: START + timing.settleWindowMs,
        createdAfter: START - 500 - SLACK_MS,
      },
    ]);
  });

  it('of an earlier run’s call takes what was made up to a window before', async () => {
    const world = new PlayedWorld([], [{ kind: 'found', copy: image }]);
    expect(await settleEarlierCall(world, wanted, START)).toEqual(image);
    expect(world.settles[0]?.createdAfter).toBe(START - timing.settleWindowMs - SLACK_MS);
  });

  it.each([
    ['could not be done', new Error('no look was answered')],
    ['found an image that may be the copy', { kind: 'unmarked', imageId: 'm-late' } as const],
  ])('that %s fails with what is known of the call', async (_, end) => {
    const world = new PlayedWorld([], [end]);
    const { problem: reason } = await reasonOf(settle(world, wanted, { learnedAt: START, sentAfter: START, problem }));
    expect(reason).toMatchObject({ type: 'CopyOutcomeUnknown', code: problem.code, requestId: problem.requestId });
    expect(reason.message).toContain(problem.message);
  });

  it('names the image whose copy failed', async () => {
    const world = new PlayedWorld([], [{ kind: 'create-failed', imageId: 'm-bad' }]);
    expect(await reasonOf(settle(world, wanted, { learnedAt: START, sentAfter: START }))).toMatchObject({
      imageId: 'm-bad',
      problem: { type: 'CreateFailed' },
    });
  });
});
