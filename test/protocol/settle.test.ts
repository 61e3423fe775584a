// What a settle looks for, and what its end means for the run.

import { CopyFailure } from '../../src/protocol/run-effects';
import { awaitVisible, settle, settleEarlierCall } from '../../src/protocol/settle';
import type { SettleEnd } from '../../src/shared/activities';
import { image, MINUTE_MS, PlayedWorld, problem, reasonOf, START, wanted } from './played-world';

const { timing } = wanted.terms;
const SLACK_MS = 2 * MINUTE_MS;

describe('a settle', () => {
  it('looks for a window from when it learned of the call, and at what was made since the call', async () => {
    const world = new PlayedWorld([], [{ kind: 'never-seen' }]);
    const { destination, terms } = wanted;
    expect(await settle(world, wanted, { learnedAt: START, sentAfter: START - 500 })).toBeUndefined();
    expect(world.settles).toEqual([
      {
        destination,
        copyKey: terms.copyKey,
        sourceProperties: terms.sourceProperties,
        timing,
        startedAt: START,
        until: START + timing.settleWindowMs,
        createdAfter: START - 500 - SLACK_MS,
      },
    ]);
  });

  it('of an earlier run’s call takes what was made up to a window before', async () => {
    const world = new PlayedWorld([], [{ kind: 'copy', copy: image }]);
    expect(await settleEarlierCall(world, wanted, { learnedAt: START })).toEqual(image);
    expect(world.settles[0]?.createdAfter).toBe(START - timing.settleWindowMs - SLACK_MS);
  });

  it('whose looks failed says why, where nothing is known of the call', async () => {
    const denied = { ...problem, code: 'NoPermission', message: 'the look was denied' };
    const world = new PlayedWorld([], [new CopyFailure(denied)]);
    const { problem: reason } = await reasonOf(settle(world, wanted, { learnedAt: START, sentAfter: START }));
    expect(reason).toMatchObject({ type: 'CopyOutcomeUnknown', code: 'NoPermission' });
    expect(reason.message).toContain('the look was denied');
  });

  it.each<[string, Error | SettleEnd]>([
    ['could not be done', new Error('no look was answered')],
    ['found an image that may be the copy', { kind: 'unmarked', imageIds: ['m-late'] }],
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
      problem: { type: 'CreateFailed', message: expect.stringContaining('m-bad in cn-shanghai') },
    });
  });

  it('names the image that is probably the copy', async () => {
    const world = new PlayedWorld([], [{ kind: 'unmarked', imageIds: ['m-late'] }]);
    const reason = await reasonOf(settle(world, wanted, { learnedAt: START, sentAfter: START }));
    expect(reason.imageId).toBe('m-late');
    expect(reason.problem.message).toContain('m-late');
  });
});

describe('a copy that is left', () => {
  it('is awaited for a window, and no image without its marker will do', async () => {
    const world = new PlayedWorld([], [{ kind: 'copy', copy: image }]);
    await awaitVisible(world, wanted);
    const { destination, terms } = wanted;
    const until = START + timing.settleWindowMs;
    const { copyKey, sourceProperties } = terms;
    const input = { destination, copyKey, sourceProperties, timing, startedAt: START, createdAfter: 0, until };
    expect(world.settles).toEqual([input]);
  });

  it.each([
    ['is seen no more', { kind: 'never-seen' } as const, {}],
    ['cannot be looked for', new Error('no look was answered'), { isUnsettled: true }],
  ])('and %s keeps no run from its end, which says so where nobody could look', async (_, end, known) => {
    await expect(awaitVisible(new PlayedWorld([], [end]), wanted)).resolves.toEqual(known);
  });
});
