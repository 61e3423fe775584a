// One look of a settle: what ends it, and when nothing shown is believed.
import type { Image } from '../../src/protocol/cloud';
import { settleStep } from '../../src/protocol/settle-step';
import type { SettleInput } from '../../src/shared/activities';
import {
  callFailed,
  image,
  KEY,
  MARKER,
  MINUTE_MS,
  OTHER_COPYS_MARKER,
  OTHER_RUNS_MARKER,
  PlayedRegion,
  passing,
  REGION,
  RUN,
  SOURCE_PROPERTIES,
  START,
  timing,
} from './played-region';

const UNTIL = START + timing.settleWindowMs;
const CREATED_AFTER = START - 2 * MINUTE_MS;

const input: SettleInput = {
  destination: { regionId: REGION, imageName: 'Office', shareWith: ['42'] },
  copyKey: KEY,
  sourceProperties: SOURCE_PROPERTIES,
  startedAt: START,
  until: UNTIL,
  createdAfter: CREATED_AFTER,
  timing,
};

const look = (region: PlayedRegion, begunAt = START) => settleStep(region, input, { begunAt, runId: RUN });

const show = (images: Image[], begunAt = START) => {
  const region = new PlayedRegion();
  region.listings = [images];
  return look(region, begunAt);
};

const done = (value: object) => ({ kind: 'done', value });
const again = { kind: 'again' };
const iso = (instant: number) => new Date(instant).toISOString();

describe('a settle ends at once', () => {
  it('with the copy that shows, and its duplicates', async () => {
    const copies = [
      image({ description: MARKER, status: 'Creating', creationTime: '2026-11-01T08:00:00Z' }),
      image({ imageId: 'm-2', description: OTHER_RUNS_MARKER, status: 'Creating' }),
    ];
    const copy = { imageId: 'm-1', madeByThisRun: true, foreign: false, duplicates: ['m-2'] };
    expect(await show(copies)).toEqual(done({ kind: 'copy', copy }));
  });

  it('with a copy that another run made', async () => {
    const end = await show([image({ description: OTHER_RUNS_MARKER })]);
    expect(end).toMatchObject(done({ kind: 'copy', copy: { madeByThisRun: false } }));
  });

  it('when the copy of this run’s call failed', async () => {
    const end = await show([image({ description: MARKER, status: 'CreateFailed' })]);
    expect(end).toEqual(done({ kind: 'create-failed', imageId: 'm-1' }));
  });

  it('with a copy, though another one failed', async () => {
    const failed = image({ imageId: 'm-bad', description: MARKER, status: 'CreateFailed' });
    const end = await show([failed, image({ description: OTHER_RUNS_MARKER })]);
    expect(end).toMatchObject(done({ kind: 'copy', copy: { imageId: 'm-1', duplicates: [] } }));
  });
});

describe('a settle goes on', () => {
  it('past a failed copy of an earlier call of the same run, which the service may have doubled', async () => {
    const failed = { description: MARKER, status: 'CreateFailed', creationTime: iso(CREATED_AFTER - 1) };
    expect(await show([image(failed)])).toMatchObject(again);
    expect(await show([image({ ...failed, creationTime: undefined })])).toMatchObject(again);
    expect(await show([image({ ...failed, creationTime: iso(CREATED_AFTER) })])).toMatchObject({ kind: 'done' });
  });

  it.each([
    ['a failed copy of another run', { description: OTHER_RUNS_MARKER, status: 'CreateFailed' }],
    ['a failed copy of another image', { description: OTHER_COPYS_MARKER, status: 'CreateFailed' }],
    ['a failed image without a marker', { status: 'CreateFailed' }],
    ['a copy of another image', { description: OTHER_COPYS_MARKER }],
    ['an image of the name that was made since', { name: 'Office', creationTime: iso(START) }],
  ])('when it shows %s', async (_, more) => {
    expect(await show([image(more)])).toMatchObject(again);
  });

  it('until a look that began with the end of the window, and not a moment before', async () => {
    expect(await show([], UNTIL - 1)).toMatchObject(again);
    expect(await show([], UNTIL)).toEqual(done({ kind: 'never-seen' }));
  });

  it('and says for what it waits, and until when', async () => {
    expect(await show([])).toEqual({
      kind: 'again',
      afterMs: 2_000,
      why: `No copy Office in ${REGION} yet; the call can take effect until ${iso(UNTIL)}.`,
    });
  });

  it.each([
    [START + 29_999, 2_000],
    [START + 30_000, 8_000],
    [UNTIL - 8_001, 8_000],
    // One look falls right after the window.
    [UNTIL - 1_500, 1_500],
  ])('at %i with a look %i ms later', async (begunAt, afterMs) => {
    expect(await show([], begunAt)).toMatchObject({ kind: 'again', afterMs });
  });
});

describe('an unmarked image of the name, after the window,', () => {
  const madeSince = { name: 'Office', creationTime: iso(CREATED_AFTER) };

  it('is probably the copy', async () => {
    const images = [image({ imageId: 'm-other' }), image({ imageId: 'm-late', ...madeSince })];
    expect(await show(images, UNTIL)).toEqual(done({ kind: 'unmarked', imageIds: ['m-late'] }));
  });

  it.each([undefined, '', '2026-13-99', 'just now'])(
    'is probably the copy where its date is %j',
    async (creationTime) => {
      const images = [image({ imageId: 'm-undated', name: 'Office', creationTime })];
      expect(await show(images, UNTIL)).toEqual(done({ kind: 'unmarked', imageIds: ['m-undated'] }));
    },
  );

  it('may still get its marker while it is young, and is looked at again', async () => {
    const made = (creationTime: number) => [image({ name: 'Office', creationTime: iso(creationTime) })];
    const LATE = UNTIL + 60 * MINUTE_MS;
    const youngest = LATE - timing.visibilityGraceMs;
    expect(await show(made(youngest), LATE)).toMatchObject({
      ...again,
      why: expect.stringMatching(
        / its call can no longer take effect, and another look has to confirm what it left\.$/,
      ),
    });
    expect(await show(made(youngest - 1), LATE)).toMatchObject(done({ kind: 'unmarked' }));
    // No date of the service keeps a settle waiting for ever.
    expect(await show(made(LATE + 24 * 60 * MINUTE_MS), LATE)).toMatchObject(done({ kind: 'unmarked' }));
  });

  it('is not, when an earlier run recorded it: it was there before', async () => {
    const region = new PlayedRegion();
    region.listings = [[image({ imageId: 'm-known', ...madeSince }), image({ imageId: 'm-late', ...madeSince })]];
    const end = settleStep(region, { ...input, knownImageId: 'm-known' }, { begunAt: UNTIL, runId: RUN });
    expect(await end).toEqual(done({ kind: 'unmarked', imageIds: ['m-late'] }));
  });

  it.each([
    ['was made before the call', { creationTime: iso(CREATED_AFTER - 1_000) }],
    ['is a copy of another image', { description: OTHER_COPYS_MARKER }],
    ['has another name', { name: 'Laboratory' }],
    ['failed', { status: 'CreateFailed' }],
  ])('is not the copy when it %s', async (_, more) => {
    expect(await show([image({ ...madeSince, ...more })], UNTIL)).toEqual(done({ kind: 'never-seen' }));
  });
});

describe('a look that failed', () => {
  const fail = (error: Error, begunAt: number) => {
    const region = new PlayedRegion();
    region.listings = [error];
    return look(region, begunAt);
  };

  it('ends no settle before the end of the window, even one that was refused for good', async () => {
    expect(await fail(callFailed(), UNTIL - 1)).toMatchObject({
      kind: 'again',
      afterMs: 1,
      why: expect.stringMatching(/Z\. The last look failed: said the service$/),
    });
  });

  it('for good ends the settle from the end of the window on', async () => {
    expect(await fail(callFailed(), UNTIL)).toEqual({ kind: 'failed', problem: callFailed().problem });
  });

  it('for now ends no settle: only a complete look after the window does', async () => {
    expect(await fail(passing(), UNTIL)).toMatchObject({ kind: 'again', afterMs: 8_000 });
    expect(await fail(passing(), UNTIL + MINUTE_MS)).toMatchObject({ kind: 'again', afterMs: 8_000 });
  });

  it('for a reason that no rule foresaw is thrown on', async () => {
    await expect(fail(new TypeError('a defect'), UNTIL)).rejects.toThrow('a defect');
  });
});

test('looks in the region of the destination', async () => {
  const region = new PlayedRegion();
  await look(region);
  expect(region.calls).toEqual([`list ${REGION}`]);
});
