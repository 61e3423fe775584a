// What a cancel does to a copy in each of its phases, and what it never undoes.
import { runCopy } from '../../src/protocol/run-copy';
import { Cancelled, CopyFailure } from '../../src/protocol/run-effects';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import { found, image, PlayedWorld, problem, refused, START, wanted } from './played-world';

const kept = { ...wanted, onCancel: 'keep' } as const;

describe('a run that is cancelled', () => {
  it('before it began sends nothing', async () => {
    const world = new PlayedWorld([found]);
    world.cancelled = true;
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual([]);
  });

  it('before it began finishes the settle that it inherited', async () => {
    const world = new PlayedWorld([found], [{ kind: 'never-seen' }]);
    world.cancelled = true;
    expect(await runCopy(world, { ...wanted, interruptedAt: START })).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual(['settle']);
  });

  it('in an attempt cancels what the attempt made', async () => {
    const world = new PlayedWorld([found]);
    world.cancelledIn = 'attempt';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'cancel m-copy']);
  });

  it('in an attempt that made nothing tries no more', async () => {
    const world = new PlayedWorld([{ kind: 'must-settle', runId: 'run-2' }, found], [{ kind: 'never-seen' }]);
    world.cancelledIn = 'attempt';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual(['attempt', 'settle']);
  });

  it('in a back-off wakes', async () => {
    const world = new PlayedWorld([refused(), found]);
    world.cancelledIn = 'sleep';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual(['attempt', 'sleep']);
  });

  it('in a settle finishes it, and cancels the copy that shows', async () => {
    const world = new PlayedWorld([{ kind: 'unknown' }], [{ kind: 'copy', copy: image }]);
    world.cancelledIn = 'settle';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled', copy: image });
    expect(world.story).toEqual(['attempt', 'settle', 'wait m-copy', 'cancel m-copy']);
  });

  it('in a settle that shows nothing sends nothing more', async () => {
    const world = new PlayedWorld([{ kind: 'unknown' }, found], [{ kind: 'never-seen' }]);
    world.cancelledIn = 'settle';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual(['attempt', 'settle']);
  });

  it('in the wait names no image that it left nothing of', async () => {
    const world = new PlayedWorld([found]);
    world.cancelledIn = 'wait';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'cancel m-copy']);
  });

  it('in the wait names the image that was finished before', async () => {
    const world = new PlayedWorld([found]);
    world.cancelledIn = 'wait';
    world.cancels = ['finished'];
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled', imageId: 'm-copy', copy: image });
  });

  it('in sharing is done all the same', async () => {
    const world = new PlayedWorld([found]);
    world.cancelledIn = 'share';
    expect(await runCopy(world, wanted)).toMatchObject({ kind: 'done', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'share m-copy']);
  });

  it('has nothing in flight once its copy is gone', async () => {
    const world = new PlayedWorld([found, refused()]);
    world.waits = [{ kind: 'failed', problem: { ...problem, type: 'ImageGone' } }];
    world.cancelledIn = 'sleep';
    expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled' });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'attempt', 'sleep']);
  });
});

describe('a cancel leaves', () => {
  it.each([
    ['another run’s copy', { madeByThisRun: false }],
    ['a foreign image', { madeByThisRun: false, foreign: true }],
  ])('%s, whatever onCancel says', async (_, more) => {
    const copy = { ...image, ...more };
    for (const asked of [wanted, kept]) {
      const world = new PlayedWorld([{ kind: 'copy', copy }]);
      world.cancelledIn = 'wait';
      expect(await runCopy(world, asked)).toEqual({ kind: 'cancelled', imageId: 'm-copy', copy });
      expect(world.story).toEqual(['attempt', 'wait m-copy']);
    }
  });

  it('the run’s own copy when it is to be kept, and ends once it is visible', async () => {
    const world = new PlayedWorld([found], [{ kind: 'copy', copy: image }]);
    world.cancelledIn = 'wait';
    expect(await runCopy(world, kept)).toEqual({ kind: 'cancelled', imageId: 'm-copy', copy: image });
    expect(world.story).toEqual(['attempt', 'wait m-copy', 'settle']);
    const now = world.now();
    expect(world.settles).toEqual([
      expect.objectContaining({ startedAt: now, createdAfter: 0, until: now + FULL_SETTLE_WINDOW_MS }),
    ]);
  });

  it('the run’s own copy when it is to be kept, though its visibility cannot be awaited', async () => {
    const world = new PlayedWorld([found], [new Error('no look was answered')]);
    world.cancelledIn = 'wait';
    expect(await runCopy(world, kept)).toEqual({
      kind: 'cancelled',
      imageId: 'm-copy',
      copy: image,
      isUnsettled: true,
    });
  });
});

test('a cancel that is refused leaves the copy, once it is visible, and says why', async () => {
  const world = new PlayedWorld([found], [{ kind: 'copy', copy: image }]);
  world.cancelledIn = 'wait';
  world.cancels = [new CopyFailure(problem)];
  expect(await runCopy(world, wanted)).toEqual({ kind: 'cancelled', problem, imageId: 'm-copy', copy: image });
  expect(world.story).toEqual(['attempt', 'wait m-copy', 'cancel m-copy', 'settle']);
});

test('what no rule foresaw in a cancel is thrown on', async () => {
  const world = new PlayedWorld([found]);
  world.waits = [new Cancelled()];
  world.cancels = [new Error('a defect')];
  await expect(runCopy(world, wanted)).rejects.toThrow('a defect');
});
