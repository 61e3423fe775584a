// What an earlier run of a copy leaves to the next one, row by row.
import { type ClosedRun, inheritedSettle, leftBehind, withRecordOf } from '../../src/protocol/previous-run';
import type { PreviousRun } from '../../src/shared/copy';
import { MINUTE_MS, START, timing } from './played-region';

const ENDED: ClosedRun = { tookOver: true, wasInterrupted: false, wasReset: false, isUnsettled: false };
const at = (minutes: number) => START - minutes * MINUTE_MS;

describe('an earlier run', () => {
  it.each([
    ['took over and ended by itself', {}, 'ENDED'],
    ['took over and was interrupted', { wasInterrupted: true }, 'INTERRUPTED'],
    ['ended before it took over', { tookOver: false }, 'INTERRUPTED'],
    ['was interrupted before it took over', { tookOver: false, wasInterrupted: true }, 'INTERRUPTED'],
    ['began with a reset and ended by itself', { wasReset: true }, 'INTERRUPTED'],
    ['ended by itself in the middle of a settle', { isUnsettled: true }, 'INTERRUPTED'],
  ])('that %s', (_, run, status) => {
    const left = leftBehind([{ ...ENDED, closeTime: at(1), ...run }], START);
    expect(left).toMatchObject({ checkedAt: START, status, closeTime: at(1) });
  });
});

describe('several earlier runs', () => {
  const interrupted = { ...ENDED, wasInterrupted: true };
  const refused = { ...ENDED, tookOver: false };

  it('leave together what the oldest of them may have sent, from the end of the last one', () => {
    const runs = [
      { ...refused, startTime: at(2), closeTime: at(1) },
      { ...interrupted, startTime: at(60), closeTime: at(50) },
      { ...interrupted, startTime: at(90), closeTime: at(80) },
      { ...refused, startTime: at(100), closeTime: at(99) },
      { ...ENDED, startTime: at(120), closeTime: at(110) },
    ] as const;
    expect(leftBehind(runs, START)).toMatchObject({ status: 'INTERRUPTED', startTime: at(90), closeTime: at(1) });
  });

  it('have the record of those that took over, back to one that has all of it', () => {
    const runs = [
      { ...refused, imageId: 'm-preset' },
      { ...interrupted, wasReset: true, imageId: 'm-old', suspectImageIds: ['m-s1'] },
      { ...interrupted, imageId: 'm-kept', suspectImageIds: ['m-s2'] },
      { ...interrupted, imageId: 'm-older' },
    ] satisfies ClosedRun[];
    expect(leftBehind(runs as [ClosedRun, ...ClosedRun[]], START)).toMatchObject({
      imageId: 'm-old',
      suspectImageIds: ['m-kept', 'm-s1', 'm-s2'],
    });
  });

  it('name as many images as a record holds', () => {
    const suspects = (prefix: string) => Array.from({ length: 30 }, (_, index) => `m-${prefix}${index}`);
    const reset = { ...interrupted, wasReset: true, imageId: 'm-1', suspectImageIds: suspects('a') };
    const { suspectImageIds } = leftBehind([reset, { ...interrupted, suspectImageIds: suspects('b') }], START);
    expect(suspectImageIds).toHaveLength(50);
  });

  it('have no record where none took over', () => {
    const left = leftBehind([{ ...refused, imageId: 'm-preset' }], START);
    expect(left).toMatchObject({ imageId: undefined, suspectImageIds: undefined });
  });
});

describe('the settle that a run inherits', () => {
  const inherited = (status: PreviousRun['status'], closeTime?: number) =>
    inheritedSettle({ checkedAt: START, status, closeTime }, START);

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

  it('begins at the end of one that was interrupted however long ago: its image may have no marker', () => {
    const longAgo = START - 10 * timing.settleWindowMs;
    expect(inherited('INTERRUPTED', longAgo)).toBe(longAgo);
  });
});

test('a record that was seen is kept where nothing newer was found', () => {
  const seen: PreviousRun = { checkedAt: at(9), status: 'ENDED', imageId: 'm-seen', suspectImageIds: ['m-s'] };
  const found: PreviousRun = { checkedAt: START, status: 'UNKNOWN', startTime: 0 };
  expect(withRecordOf(seen, found)).toEqual({ ...found, imageId: 'm-seen', suspectImageIds: ['m-s'] });
  expect(withRecordOf(seen, { ...found, imageId: 'm-new' })).toMatchObject({ imageId: 'm-new' });
  expect(withRecordOf(undefined, found)).toEqual(found);
});
