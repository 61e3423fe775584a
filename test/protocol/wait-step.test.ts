// One read of a wait that shows the image, or fails: when the copy is there, and what the next read has to know.
import type { AwaitAvailableInput } from '../../src/shared/activities';
import type { WaitProgress } from '../../src/shared/wait-progress';
import {
  callFailed,
  image,
  MARKER,
  OTHER_COPYS_MARKER,
  OTHER_RUNS_MARKER,
  passing,
  REGION,
  SOURCE_PROPERTIES,
  START,
  timing,
} from './played-region';
import { DESCRIBE, input, ours, play } from './played-wait';

const foreign: AwaitAvailableInput = { ...input, copyKey: undefined };
const GRACE_MS = timing.visibilityGraceMs;

describe('a copy', () => {
  it.each([
    ['that this run made', MARKER],
    ['that another run made', OTHER_RUNS_MARKER],
  ])('%s is done when it is Available', async (_, description) => {
    const { region, read } = play(image({ description }));
    expect(await read()).toEqual({ kind: 'done', value: undefined });
    expect(region.calls).toEqual([DESCRIBE]);
  });

  it.each([
    ['without a marker', 'Office'],
    ['of another copy', OTHER_COPYS_MARKER],
  ])('whose description is one %s did not keep its marker', async (_, description) => {
    for (const status of ['Creating', 'Available']) {
      const end = await play(image({ description, status })).read();
      expect(end).toMatchObject({ kind: 'failed', problem: { type: 'MarkerNotKept' } });
    }
  });

  it('is not lost because its description comes late', async () => {
    expect(await play(image({ description: '', status: 'Creating' })).read()).toMatchObject({ kind: 'again' });
  });

  it('that is Available and still undescribed has the grace for it, and then did not keep its marker', async () => {
    const undescribed = image({ description: '' });
    const first = { kind: 'again', learned: { undescribedSince: START } };
    expect(await play(undescribed).read()).toMatchObject(first);
    const since = (ms: number) => play(undescribed, { learned: { seen: true, undescribedSince: START - ms } }).read();
    expect(await since(GRACE_MS)).toMatchObject({ kind: 'again', learned: { undescribedSince: START - GRACE_MS } });
    expect(await since(GRACE_MS + 1)).toMatchObject({ kind: 'failed', problem: { type: 'MarkerNotKept' } });
  });

  it('of another run is none once it is Available and cannot be a copy of the source', async () => {
    const adopted = { ...input, sourceProperties: SOURCE_PROPERTIES };
    const linux = ours({ osType: 'LINUX' });
    expect(await play(linux, {}, adopted).read()).toMatchObject({ kind: 'failed', problem: { type: 'NotACopy' } });
    expect(await play({ ...linux, status: 'Creating' }, {}, adopted).read()).toMatchObject({ kind: 'again' });
    expect(await play(ours(), {}, adopted).read()).toMatchObject({ kind: 'done' });
    expect(await play(linux).read()).toMatchObject({ kind: 'done' });
  });

  it('of somebody else is done without any description', async () => {
    expect(await play(image({ description: '' }), {}, foreign).read()).toEqual({ kind: 'done', value: undefined });
  });

  it('that failed ends the wait, with how far it came', async () => {
    const end = await play(ours({ status: 'CreateFailed', percent: 40 })).read();
    expect(end).toMatchObject({ kind: 'failed', problem: { type: 'CreateFailed' } });
    expect(end).toMatchObject({ problem: { message: expect.stringMatching(/m-1 in cn-shanghai .*at 40%/) } });
  });

  it('of a status that nobody knows is still being made', async () => {
    expect(await play(ours({ status: 'Queued' })).read()).toMatchObject({ kind: 'again' });
  });
});

test.each(['', 'Office', MARKER])(
  'a foreign image is done whatever its description says: "%s"',
  async (description) => {
    expect(await play(image({ description }), {}, foreign).read()).toMatchObject({ kind: 'done' });
  },
);

describe('an image that is seen', () => {
  it('for the first time is progress that begins', async () => {
    expect(await play(ours({ status: 'Creating', percent: 40 })).read()).toEqual({
      kind: 'again',
      afterMs: timing.pollMinMs,
      why: `Image m-1 in ${REGION}: Creating 40%`,
      learned: { seen: true, status: 'Creating', percent: 40, progressSince: START, firstPercent: 40 },
    });
  });

  it('again has progressed since the first time, and is no longer absent', async () => {
    const learned: WaitProgress = {
      seen: true,
      status: 'Queued',
      percent: 0,
      progressSince: START - 160_000,
      firstPercent: 0,
      absentSince: START - 1_000,
    };
    expect(await play(ours({ status: 'Creating', percent: 80 }), { learned }).read()).toMatchObject({
      // 80 % in 160 s leaves 40 s.
      afterMs: 20_000,
      learned: { seen: true, status: 'Creating', percent: 80, progressSince: START - 160_000, firstPercent: 0 },
    });
    const end = await play(ours({ status: 'Creating' }), { learned }).read();
    expect(end).not.toHaveProperty('learned.absentSince');
  });

  it('without a percentage is told by its status alone', async () => {
    expect(await play(ours({ status: 'Creating' })).read()).toMatchObject({
      why: `Image m-1 in ${REGION}: Creating`,
      learned: { percent: undefined, firstPercent: undefined },
    });
  });

  it('is read less often with every attempt, and once more before the time is over', async () => {
    const creating = ours({ status: 'Creating' });
    expect(await play(creating, { attempt: 3 }).read()).toMatchObject({ afterMs: 4 * timing.pollMinMs });
    expect(await play(creating, { timeLeftMs: () => 5_000 }).read()).toMatchObject({ afterMs: 4_750 });
  });
});

describe('a read that failed', () => {
  it('for now is done again', async () => {
    expect(await play(passing({ retryAfterMs: 9_000 })).read()).toMatchObject({ kind: 'again', afterMs: 9_000 });
  });

  it('for good ends the wait', async () => {
    expect(await play(callFailed()).read()).toEqual({ kind: 'failed', problem: callFailed().problem });
  });
});
