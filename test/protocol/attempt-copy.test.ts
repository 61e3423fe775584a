// One attempt, decision by decision, on a region that the test plays.
import { LOOKED_AT, PlayedAttempt } from './played-attempt';
import {
  callFailed,
  image,
  MARKER,
  OTHER_COPYS_MARKER,
  OTHER_RUNS_MARKER,
  passing,
  REGION,
  START,
} from './played-region';

const LIST = `list ${REGION}`;

describe('an attempt that finds nothing', () => {
  it('sends one call, marked, after a look and behind the fence', async () => {
    const attempt = new PlayedAttempt();
    const copy = { imageId: 'm-new', requestId: 'R-1', madeByThisRun: true, foreign: false, duplicates: [] };
    expect(await attempt.run()).toEqual({ kind: 'copy', copy });
    expect(attempt.region.calls).toEqual([LIST, 'fence', 'copy']);
    expect(attempt.sent[0]?.request).toEqual({
      regionId: 'cn-hangzhou',
      imageId: 'm-source',
      destinationRegionId: REGION,
      destinationImageName: 'Office',
      destinationDescription: `Autumn ${MARKER}`,
    });
  });

  it('dates its call by the look’s answer', async () => {
    const attempt = new PlayedAttempt();
    await attempt.run();
    expect(attempt.sent[0]?.date).toBe(LOOKED_AT);
  });

  it('dates its call by the server’s clock, as it was scheduled, when the look’s answer has no date', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.date = undefined;
    await attempt.run();
    expect(attempt.sent[0]?.date).toBe(START);
  });

  it('sends nothing when it is scheduled after the deadline', async () => {
    const attempt = new PlayedAttempt();
    const problem = expect.objectContaining({ type: 'NotSentInTime' });
    const refusal = { problem, retryable: false, isConflict: false };
    expect(await attempt.run({ deadline: START - 1 })).toEqual({ kind: 'not-applied', refusal });
    expect(attempt.sent).toEqual([]);
    await attempt.run({ deadline: START });
    expect(attempt.sent).toHaveLength(1);
  });

  it.each<[string, false | Error, string]>([
    ['nobody waits for it any more', false, 'NotAwaited'],
    ['the fence cannot be asked', new Error('Temporal is away'), 'TemporalUnavailable'],
  ])('sends nothing when %s', async (_, awaited, type) => {
    const attempt = new PlayedAttempt();
    attempt.awaited = awaited;
    const problem = expect.objectContaining({ type, message: expect.stringContaining(REGION) });
    const refusal = { problem, retryable: true, isConflict: false };
    expect(await attempt.run()).toEqual({ kind: 'not-applied', refusal });
    expect(attempt.sent).toEqual([]);
  });

  it('sends nothing when the images change during every listing', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.pages = 2;
    attempt.region.listings = Array.from({ length: 9 }, (_, index) => [image({ imageId: `m-${index}` })]);
    const problem = expect.objectContaining({ type: 'ListingUnstable' });
    const refusal = { problem, retryable: true, isConflict: false };
    expect(await attempt.run()).toEqual({ kind: 'not-applied', refusal });
    expect(attempt.sent).toEqual([]);
  });
});

describe('an attempt that finds', () => {
  it('the copy sends nothing', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [[image({ description: MARKER })]];
    expect(await attempt.run()).toMatchObject({ kind: 'copy', copy: { imageId: 'm-1', madeByThisRun: true } });
    expect(attempt.region.calls).toEqual([LIST]);
  });

  it('the name held sends nothing', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [[image({ name: 'Office' })]];
    expect(await attempt.run()).toEqual({ kind: 'name-taken', imageId: 'm-1' });
    expect(attempt.sent).toEqual([]);
  });

  it('by the id that an earlier run learned an image that no listing shows, sends nothing', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.byId = [image({ imageId: 'm-late', description: OTHER_RUNS_MARKER })];
    const end = await attempt.run({ knownImageId: 'm-late' });
    expect(end).toMatchObject({ kind: 'copy', copy: { imageId: 'm-late', duplicates: [] } });
    expect(attempt.region.calls).toEqual([LIST, `describe ${REGION} m-late`]);
  });

  it('a known image beside a listed one, names both', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [[image({ description: MARKER })]];
    attempt.region.byId = [image({ imageId: 'm-late', description: OTHER_RUNS_MARKER })];
    const end = await attempt.run({ knownImageId: 'm-late' });
    expect(end).toMatchObject({ copy: { imageId: 'm-1', duplicates: ['m-late'] } });
  });

  it('a known image in the listing, too, believes the listing', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [[image({ description: MARKER })]];
    attempt.region.byId = [image({ description: '' })];
    expect(await attempt.run({ knownImageId: 'm-1' })).toMatchObject({ kind: 'copy', copy: { imageId: 'm-1' } });
  });

  it.each([
    ['empty', ''],
    ['cut', 'Autumn [ecd-co'],
  ])('the image that an earlier run recorded, its description %s, sends nothing', async (_, description) => {
    const attempt = new PlayedAttempt();
    attempt.region.byId = [image({ imageId: 'm-own', description })];
    const copy = { imageId: 'm-own', madeByThisRun: false, foreign: false, duplicates: [] };
    expect(await attempt.run({ knownImageId: 'm-own', onNameTaken: 'copy' })).toEqual({ kind: 'copy', copy });
    expect(attempt.sent).toEqual([]);
  });

  it.each([
    ['is a copy of another image', { description: OTHER_COPYS_MARKER }],
    ['has failed', { status: 'CreateFailed' }],
  ])('a recorded image that %s, sends one call', async (_, facts) => {
    const attempt = new PlayedAttempt();
    attempt.region.byId = [image({ imageId: 'm-own', ...facts })];
    await attempt.run({ knownImageId: 'm-own' });
    expect(attempt.sent).toHaveLength(1);
  });

  it('a known image nowhere, sends one call', async () => {
    const attempt = new PlayedAttempt();
    await attempt.run({ knownImageId: 'm-gone' });
    expect(attempt.sent).toHaveLength(1);
  });
});

describe('a look that failed', () => {
  it.each([
    ['that nobody answered', callFailed({ outcome: 'unknown', retryable: true })],
    ['that was refused', callFailed({ reason: 'conflict', retryAfterMs: 9_000 })],
  ])('%s sent nothing', async (_, error) => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [error];
    const { retryable, retryAfterMs, reason } = error.known;
    const refusal = { problem: error.problem, retryable, retryAfterMs, isConflict: reason === 'conflict' };
    expect(await attempt.run()).toEqual({ kind: 'not-applied', refusal });
    expect(attempt.sent).toEqual([]);
  });

  it('for a reason that no rule foresaw is thrown on', async () => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [new TypeError('a defect')];
    await expect(attempt.run()).rejects.toThrow('a defect');
  });
});

describe('a call that failed', () => {
  const sendAndFail = (failure: Error) => Object.assign(new PlayedAttempt(), { failure }).run();
  const { problem } = callFailed();

  it('without a clear answer is of unknown outcome, with its own date', async () => {
    const end = await sendAndFail(callFailed({ outcome: 'unknown', retryable: true, reason: 'name-in-use' }));
    expect(end).toEqual({ kind: 'unknown', date: LOOKED_AT, problem });
  });

  it('for a reason that no rule foresaw is of unknown outcome', async () => {
    expect(await sendAndFail(new TypeError('a defect'))).toEqual({ kind: 'unknown', date: LOOKED_AT });
  });

  it('because the name is in use says so', async () => {
    expect(await sendAndFail(callFailed({ reason: 'name-in-use' }))).toEqual({ kind: 'name-in-use', problem });
  });

  it('otherwise was not applied', async () => {
    const refusal = { problem, retryable: true, isConflict: true, retryAfterMs: 9_000 };
    const end = await sendAndFail(passing({ reason: 'conflict', retryAfterMs: 9_000 }));
    expect(end).toEqual({ kind: 'not-applied', refusal });
  });
});
