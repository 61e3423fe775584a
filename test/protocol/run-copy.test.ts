// The whole story of a copy that nobody cancels, over effects that a test plays.

import { runCopy } from '../../src/protocol/run-copy';
import { CopyFailure, type WaitEnd } from '../../src/protocol/run-effects';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import { found, image, MINUTE_MS, PlayedWorld, problem, refused, START, wanted } from './played-world';

const shared = { sharedWith: ['42'], duplicates: ['m-more'], requestIds: ['R-2'] };
const adopted = { ...image, madeByThisRun: false };

const failedWait = (type: string): WaitEnd => ({ kind: 'failed', problem: { ...problem, type } });
const gone = failedWait('ImageGone');
const available: WaitEnd = { kind: 'available' };

test.each([
  ['made', image],
  ['adopted', adopted],
  ['foreign', { ...adopted, foreign: true }],
])('a copy that was %s is awaited, shared and done', async (_, copy) => {
  const world = new PlayedWorld([{ kind: 'copy', copy }]);
  world.shares = [shared];
  expect(await runCopy(world, wanted)).toEqual({ kind: 'done', copy, shared });
  expect(world.story).toEqual(['attempt', 'wait m-copy', 'share m-copy']);
});

test('a copy that is made after a settle is awaited as long as its time counts from there, also when it is made again', async () => {
  const world = new PlayedWorld([{ kind: 'unknown' }, found, found], [{ kind: 'never-seen' }]);
  world.waits = [gone, available];
  await runCopy(world, { ...wanted, deadline: START + MINUTE_MS });
  const fromTheSettle = START + 1_000 + FULL_SETTLE_WINDOW_MS + wanted.terms.copyTimeoutMs;
  expect(world.deadlines).toEqual([fromTheSettle, fromTheSettle]);
});

describe('a copy that is deleted while it is awaited', () => {
  const second = { kind: 'copy', copy: { ...image, imageId: 'm-second' } } as const;

  it('is made again, and what earlier runs left is no longer asked for', async () => {
    const world = new PlayedWorld([found, second], [{ kind: 'never-seen' }]);
    world.waits = [gone, available];
    const end = await runCopy(world, { ...wanted, knownImageId: 'm-known', interruptedAt: START });
    expect(end).toMatchObject({ kind: 'done', copy: second.copy });
    expect(world.story).toEqual(['settle', 'attempt', 'wait m-copy', 'attempt', 'wait m-second', 'share m-second']);
    expect(world.attempts.map(({ knownImageId }) => knownImageId)).toEqual(['m-known', undefined]);
  });

  it('is made again a second time', async () => {
    const world = new PlayedWorld([found]);
    world.waits = [gone, gone, available];
    expect(await runCopy(world, wanted)).toMatchObject({ kind: 'done' });
    expect(world.attempts).toHaveLength(3);
  });

  it('is not made a fourth time', async () => {
    const world = new PlayedWorld([found]);
    world.waits = [gone];
    const end = await runCopy(world, wanted);
    expect(end).toEqual({ kind: 'failed', problem: { ...problem, type: 'ImageGone' }, imageId: 'm-copy', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'attempt', 'wait m-copy', 'attempt', 'wait m-copy']);
  });

  it('is not named by a run that then fails to make another', async () => {
    const world = new PlayedWorld([found, refused({ retryable: false })]);
    world.waits = [gone];
    expect(await runCopy(world, wanted)).toEqual({ kind: 'failed', problem });
  });
});

describe('a wait that fails', () => {
  it.each(['CreateFailed', 'MarkerNotKept'])('with %s ends the run at once: its image was seen', async (type) => {
    const world = new PlayedWorld([found]);
    world.waits = [failedWait(type)];
    const end = await runCopy(world, wanted);
    expect(end).toEqual({ kind: 'failed', problem: { ...problem, type }, imageId: 'm-copy', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy']);
  });

  it.each(['CopyTimedOut', 'CopyNotShown', 'CallFailed', 'NoPermission'])(
    'with %s ends the run only once its copy is visible, so that the next run finds it',
    async (type) => {
      const world = new PlayedWorld([found], [{ kind: 'copy', copy: image }]);
      world.waits = [failedWait(type)];
      const end = await runCopy(world, wanted);
      expect(end).toEqual({ kind: 'failed', problem: { ...problem, type }, imageId: 'm-copy', copy: image });
      expect(world.story).toEqual(['attempt', 'wait m-copy', 'settle']);
    },
  );

  it('of a copy that another run made ends the run at once', async () => {
    const world = new PlayedWorld([{ kind: 'copy', copy: adopted }]);
    world.waits = [failedWait('CopyTimedOut')];
    expect(await runCopy(world, wanted)).toMatchObject({ kind: 'failed', copy: adopted });
    expect(world.story).toEqual(['attempt', 'wait m-copy']);
  });

  it('ends the run with its own reason when the copy’s visibility cannot be awaited', async () => {
    const world = new PlayedWorld([found], [new Error('no look was answered')]);
    world.waits = [failedWait('CopyTimedOut')];
    expect(await runCopy(world, wanted)).toMatchObject({
      kind: 'failed',
      problem: { type: 'CopyTimedOut' },
      isUnsettled: true,
    });
  });
});

describe('a run that makes no copy', () => {
  it('fails without an image', async () => {
    const world = new PlayedWorld([refused({ retryable: false })]);
    expect(await runCopy(world, wanted)).toEqual({ kind: 'failed', problem });
    expect(world.story).toEqual(['attempt']);
  });

  it('names the image that is probably the copy, but takes it for none', async () => {
    const world = new PlayedWorld([{ kind: 'unknown' }], [{ kind: 'unmarked', imageIds: ['m-late'] }]);
    const end = await runCopy(world, wanted);
    expect(end).toMatchObject({ kind: 'failed', problem: { type: 'CopyOutcomeUnknown' }, imageId: 'm-late' });
    expect(end.copy).toBeUndefined();
  });
});

describe('sharing that fails', () => {
  it.each([
    ['names the image of the failure', 'm-other', 'm-other'],
    ['names the copy when the failure names no image', undefined, 'm-copy'],
  ])('%s', async (_, failed, named) => {
    const world = new PlayedWorld([found]);
    world.shares = [new CopyFailure(problem, failed)];
    expect(await runCopy(world, wanted)).toEqual({ kind: 'failed', problem, imageId: named, copy: image });
  });

  it('ends the run at once: the copy is Available', async () => {
    const world = new PlayedWorld([found]);
    world.shares = [new CopyFailure({ ...problem, type: 'ShareIncomplete' })];
    await runCopy(world, wanted);
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'share m-copy']);
  });
});

test.each(['waits', 'shares'] as const)('what no rule foresaw in the %s is thrown on', async (effects) => {
  const world = new PlayedWorld([found]);
  world[effects] = [new Error('a defect')];
  await expect(runCopy(world, wanted)).rejects.toThrow('a defect');
});
