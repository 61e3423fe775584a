// One read of a wait that does not show the image: until when it is awaited, and when it is gone.
import type { WaitProgress } from '../../src/shared/wait-progress';
import { passing, REGION, RUN, START, timing } from './played-region';
import { DESCRIBE, HOURS_MS, input, LIST, ours, play } from './played-wait';

const GRACE_MS = timing.visibilityGraceMs;

describe('a copy that is not shown', () => {
  it('that a look has shown is gone when it is absent over the grace, and any other not shown yet', async () => {
    const absent = { absentSince: START - GRACE_MS };
    const shown = { ...input, wasSeen: true };
    expect(await play(undefined, {}, shown).read()).toMatchObject({ kind: 'again', learned: { seen: true } });
    expect(await play(undefined, {}, input).read()).toMatchObject({ kind: 'again', learned: { seen: false } });
    const gone = play(undefined, { learned: { seen: true, ...absent } }, shown);
    expect(await gone.read()).toMatchObject({ kind: 'failed', problem: { type: 'ImageGone' } });
  });

  it.each([
    ['named by an answer before a reset', 'the-run-before'],
    ['named by an answer of this run', RUN],
  ])('that no read ever showed, %s, is gone past a settle window after a reset alone', async (_, originalRunId) => {
    const absentFor = (ms: number) => {
      const learned = { seen: false, absentSince: START - ms };
      return play(undefined, { learned }, { ...input, originalRunId });
    };
    expect(await absentFor(timing.settleWindowMs - 1).read()).toMatchObject({ kind: 'again' });
    const { read, region } = absentFor(timing.settleWindowMs);
    const wasReset = originalRunId === 'the-run-before';
    expect(await read()).toMatchObject(
      wasReset ? { kind: 'failed', problem: { type: 'ImageGone' } } : { kind: 'again' },
    );
    expect(region.calls).toEqual(wasReset ? [DESCRIBE, LIST] : [DESCRIBE]);
  });
});

describe('an image that is not shown', () => {
  const seen: WaitProgress = { seen: true, status: 'Creating', percent: 40, progressSince: 7, firstPercent: 1 };
  const absentFor = (ms: number): WaitProgress => ({ ...seen, absentSince: START - ms });

  it('and never was is awaited, however long', async () => {
    const first = play(undefined);
    const learned = { seen: false, absentSince: START };
    expect(await first.read()).toEqual({
      kind: 'again',
      afterMs: timing.pollMinMs,
      why: `Image m-1 in ${REGION}: not visible yet`,
      learned,
    });
    const later = play(undefined, { now: START + HOURS_MS, learned });
    expect(await later.read()).toMatchObject({ kind: 'again', learned });
    expect(later.region.calls).toEqual([DESCRIBE]);
  });

  it('any more is absent from now on, and what was seen of it is not forgotten', async () => {
    const { region, read } = play(undefined, { learned: seen });
    expect(await read()).toMatchObject({ kind: 'again', learned: { ...seen, absentSince: START } });
    expect(region.calls).toEqual([DESCRIBE]);
  });

  it('is not looked for in the listing within the grace', async () => {
    const { region, read } = play(undefined, { learned: absentFor(GRACE_MS - 1) });
    expect(await read()).toMatchObject({ kind: 'again', learned: absentFor(GRACE_MS - 1) });
    expect(region.calls).toEqual([DESCRIBE]);
  });

  it('over the whole grace is gone when the listing does not show it either', async () => {
    const { region, read } = play(undefined, { learned: absentFor(GRACE_MS) });
    region.listings = [[ours({ imageId: 'm-other' })]];
    expect(await read()).toMatchObject({ kind: 'failed', problem: { type: 'ImageGone' } });
    expect(region.calls).toEqual([DESCRIBE, LIST]);
  });

  it('is not gone while the listing shows it', async () => {
    const { region, read } = play(undefined, { learned: absentFor(GRACE_MS) });
    region.listings = [[ours({ imageId: 'm-other' }), ours()]];
    expect(await read()).toMatchObject({ kind: 'again', learned: absentFor(GRACE_MS) });
  });

  it('is not gone when the listing fails', async () => {
    const { region, read } = play(undefined, { learned: absentFor(GRACE_MS) });
    region.listings = [passing()];
    expect(await read()).toMatchObject({ kind: 'again', problem: passing().problem });
  });
});
