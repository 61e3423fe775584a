// Attempts that are not the first of their run: what an earlier one may have sent comes before any verdict.
import { PlayedAttempt } from './played-attempt';
import { callFailed, image, MARKER } from './played-region';

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
