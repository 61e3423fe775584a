// What an earlier run of a copy leaves to the next one, row by row.
import { inheritedSettle, leftBehind } from '../../src/protocol/previous-run';
import type { PreviousRun } from '../../src/shared/copy';
import { MINUTE_MS, START, timing } from './played-region';

describe('an earlier run', () => {
  it.each([
    ['took over and ended by itself', {}, 'ENDED'],
    ['took over and was interrupted', { wasInterrupted: true }, 'INTERRUPTED'],
    ['ended before it took over', { tookOver: false }, 'INTERRUPTED'],
    ['was interrupted before it took over', { tookOver: false, wasInterrupted: true }, 'INTERRUPTED'],
    ['began with a reset and ended by itself', { wasReset: true }, 'INTERRUPTED'],
  ])('that %s', (_, run, status) => {
    const closeTime = START - MINUTE_MS;
    const ended = { tookOver: true, wasInterrupted: false, wasReset: false, closeTime, imageId: 'm-copy' };
    expect(leftBehind({ ...ended, ...run }, START)).toEqual({
      checkedAt: START,
      status,
      closeTime,
      imageId: 'm-copy',
    });
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
