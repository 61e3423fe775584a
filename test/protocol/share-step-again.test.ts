// Sharing that needs another attempt: what is not read back, an image that is not ready, a call that fails.
import type { ShareMemory } from '../../src/protocol/share-memory';
import { callFailed, passing, REGION, START, timing } from './played-region';
import { input, PlayedSharing } from './played-sharing';

const LIST = `list ${REGION}`;

const accounts = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

const GRACE_MS = timing.visibilityGraceMs;
const CALL = { at: START, count: 1, requestId: 'R-1' };

describe('what is not read back', () => {
  it('is read again in a second', async () => {
    const sharing = new PlayedSharing([[], ['2']]);
    expect(await sharing.step()).toEqual({
      kind: 'again',
      afterMs: 1_000,
      why: `Image m-1 in ${REGION}: 2 of 3 accounts are not read back yet`,
      learned: { calls: { 0: CALL }, sharedWith: ['2'] },
    });
    expect(sharing.region.calls).not.toContain(LIST);
  });

  /** An attempt that comes so long after the last of `count` calls. */
  const later = async (ms: number, count = 1) => {
    const sharing = new PlayedSharing([['2']]);
    const end = await sharing.step({ calls: { 0: { ...CALL, at: START - ms, count } } });
    return { end, sent: sharing.sent };
  };

  it('is only read until half of the grace is over, and then added once more', async () => {
    expect(await later(GRACE_MS / 2 - 1)).toMatchObject({ end: { kind: 'again' }, sent: 0 });
    const learned = { calls: { 0: { at: START, count: 2, requestId: 'R-1' } } };
    expect(await later(GRACE_MS / 2)).toMatchObject({ end: { kind: 'again', learned }, sent: 1 });
    expect(await later(GRACE_MS / 2, 2)).toMatchObject({ end: { kind: 'again' }, sent: 0 });
  });

  it('has the whole grace since the last account was added, and no longer', async () => {
    expect(await later(GRACE_MS, 2)).toMatchObject({ end: { kind: 'again' } });
    const message = expect.stringMatching(/m-1 in cn-shanghai.* 2 of 3 accounts: 1, 3$/);
    const problem = { type: 'ShareIncomplete', message };
    const learned = { sharedWith: ['2'], calls: { 0: { count: 2 } } };
    expect(await later(GRACE_MS + 1, 2)).toMatchObject({ end: { kind: 'failed', problem, learned }, sent: 0 });
  });

  it('names the last call of each ten accounts', async () => {
    const sharing = new PlayedSharing([['2'], ['1', '2', '3']]);
    const end = await sharing.step({ calls: { 0: { ...CALL, at: START - GRACE_MS, requestId: 'R-0' } } });
    expect(end).toMatchObject({ kind: 'done', value: { requestIds: ['R-1'] } });
  });

  it('is begun anew after a worker of an earlier version', async () => {
    const sharing = new PlayedSharing([['2'], ['1', '2', '3']]);
    const learned = { requestIds: ['R-0'] } as unknown as ShareMemory;
    expect(await sharing.step(learned)).toMatchObject({ kind: 'done', value: { requestIds: ['R-1'] } });
  });
});

describe('an image that is not ready for sharing', () => {
  const refused = callFailed({ reason: 'not-ready' });
  const later = (ms: number) => {
    const sharing = new PlayedSharing([[]]);
    sharing.region.sharedWith = [refused];
    return sharing.step({ calls: {}, unreadySince: START - ms });
  };

  it('has the grace for it, from the first refusal', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.failures = [refused];
    const again = { kind: 'again', problem: refused.problem, learned: { unreadySince: START } };
    expect(await sharing.step()).toMatchObject(again);
    expect(await later(GRACE_MS)).toMatchObject({ kind: 'again', learned: { unreadySince: START - GRACE_MS } });
  });

  it('ends the sharing when the grace is over', async () => {
    expect(await later(GRACE_MS + 1)).toMatchObject({ kind: 'failed', problem: refused.problem });
  });
});

describe('a call that fails', () => {
  it('to read ends the attempt before anything is added', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.region.sharedWith = [callFailed()];
    expect(await sharing.step()).toMatchObject({ kind: 'failed', problem: callFailed().problem });
    expect(sharing.sent).toBe(0);
  });

  it('to add for good ends the sharing, and what is shared all the same is read', async () => {
    const shareWith = accounts(11);
    const sharing = new PlayedSharing([[], accounts(10)]);
    sharing.failures = [undefined, callFailed()];
    expect(await sharing.step(undefined, { ...input, shareWith })).toEqual({
      kind: 'failed',
      problem: callFailed().problem,
      learned: { calls: { 0: CALL }, sharedWith: accounts(10) },
    });
  });

  it('to add for good, and to read what is shared, ends the sharing with what was read before', async () => {
    const sharing = new PlayedSharing([]);
    sharing.region.sharedWith = [{ 'm-1': ['2'] }, passing()];
    sharing.failures = [callFailed()];
    expect(await sharing.step()).toMatchObject({ kind: 'failed', learned: { sharedWith: ['2'] } });
  });

  it('in the audit for good ends a sharing whose accounts were all read back', async () => {
    const sharing = new PlayedSharing([['1', '2', '3']]);
    sharing.region.listings = [callFailed()];
    const learned = { sharedWith: ['1', '2', '3'] };
    expect(await sharing.step()).toMatchObject({ kind: 'failed', problem: callFailed().problem, learned });
  });

  const notForgotten = {
    kind: 'again',
    problem: passing().problem,
    learned: { calls: { 0: CALL } },
  };

  it('to add for now does not make the calls before it forgotten', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.failures = [undefined, passing()];
    expect(await sharing.step(undefined, { ...input, shareWith: accounts(11) })).toMatchObject(notForgotten);
  });

  it('to read back for now does not make the calls before it forgotten', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.region.sharedWith = [{}, passing()];
    expect(await sharing.step()).toMatchObject(notForgotten);
  });
});
