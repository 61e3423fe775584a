// Attempts that are not the first of their run: what an earlier one may have sent comes before any verdict.
import type { Image } from '../../src/protocol/cloud';
import { PlayedAttempt } from './played-attempt';
import { callFailed, image, MARKER, OTHER_COPYS_MARKER } from './played-region';

describe('an attempt after a reset', () => {
  const afterReset = () => Object.assign(new PlayedAttempt(), { runId: 'run-after-reset' });
  const MUST_SETTLE = { kind: 'must-settle', runId: 'run-after-reset' };

  it.each([
    ['it sends', []],
    ['it says that a name is taken', [image({ name: 'Office' })]],
    ['it says that a look failed', callFailed()],
  ])('has the old one’s call settled before %s', async (_, shown) => {
    const attempt = afterReset();
    attempt.region.listings = [shown];
    expect(await attempt.run()).toEqual(MUST_SETTLE);
    expect(attempt.sent).toEqual([]);
    expect(await attempt.run({ clearedRunIds: ['run-2', 'run-after-reset'] })).not.toEqual(MUST_SETTLE);
  });

  it('has it settled before it takes a foreign image', async () => {
    const attempt = afterReset();
    attempt.region.listings = [[image({ name: 'Office' })]];
    expect(await attempt.run({ onNameTaken: 'adopt' })).toEqual(MUST_SETTLE);
    const cleared = await attempt.run({ onNameTaken: 'adopt', clearedRunIds: ['run-after-reset'] });
    expect(cleared).toMatchObject({ kind: 'copy', copy: { foreign: true } });
  });

  it('takes the copy that it finds', async () => {
    const attempt = afterReset();
    attempt.region.listings = [[image({ description: MARKER })]];
    expect(await attempt.run()).toMatchObject({ kind: 'copy', copy: { madeByThisRun: false } });
  });

  it('sends once it is settled', async () => {
    const attempt = afterReset();
    await attempt.run({ clearedRunIds: ['run-after-reset'] });
    expect(attempt.sent).toHaveLength(1);
  });
});

describe('a second attempt, which an operator gave', () => {
  const repeated = () => Object.assign(new PlayedAttempt(), { isRepeated: true });

  it.each([
    ['shows nothing', []],
    ['shows who holds the name', [image({ name: 'Office' })]],
    ['failed', callFailed()],
  ])('has the first one’s call settled when its look %s', async (_, shown) => {
    const attempt = repeated();
    attempt.region.listings = [shown];
    expect(await attempt.run()).toEqual({ kind: 'unknown' });
    expect(attempt.sent).toEqual([]);
  });

  it('takes the copy that it finds', async () => {
    const attempt = repeated();
    attempt.region.listings = [[image({ description: MARKER })]];
    expect(await attempt.run()).toMatchObject({ kind: 'copy', copy: { madeByThisRun: true } });
  });
});

describe('an image that an earlier run suspected to be the copy', () => {
  const suspected = (shown: Image | undefined, listed: Image[] = []) => {
    const attempt = new PlayedAttempt();
    attempt.region.listings = [listed];
    attempt.region.byId = [shown];
    return { attempt, run: (more = {}) => attempt.run({ suspectImageIds: ['m-1'], onNameTaken: 'copy', ...more }) };
  };

  it.each([
    ['has no description', image()],
    ['has one without a marker', image({ description: 'Autumn' })],
  ])('keeps anything from being made while it %s', async (_, shown) => {
    for (const onNameTaken of ['fail', 'adopt', 'copy'] as const) {
      const { attempt, run } = suspected(shown, [{ ...shown, name: 'Office' }]);
      expect(await run({ onNameTaken })).toEqual({ kind: 'suspects', imageIds: ['m-1'] });
      expect(attempt.sent).toEqual([]);
    }
  });

  it.each([
    ['is gone', undefined],
    ['failed', image({ status: 'CreateFailed' })],
    ['is another copy', image({ description: OTHER_COPYS_MARKER })],
  ])('counts no more when it %s', async (_, shown) => {
    const { attempt, run } = suspected(shown);
    await run();
    expect(attempt.sent).toHaveLength(1);
  });

  it('is the copy when its marker shows', async () => {
    const shown = image({ description: MARKER });
    expect(await suspected(shown, [shown]).run()).toMatchObject({ kind: 'copy', copy: { imageId: 'm-1' } });
  });
});
