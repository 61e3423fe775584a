// One attempt at sharing: only what is missing is added, behind the fence, and only what is read back is believed.
import type { Image } from '../../src/protocol/cloud';
import type { ShareMemory } from '../../src/protocol/share-step';
import {
  callFailed,
  image,
  MARKER,
  OTHER_COPYS_MARKER,
  OTHER_RUNS_MARKER,
  passing,
  REGION,
  START,
  timing,
} from './played-region';
import { FENCE, input, PlayedSharing, WORKERS_CLOCK } from './played-sharing';

const READ = `permission ${REGION} m-1`;
const LIST = `list ${REGION}`;

const accounts = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

const GRACE_MS = timing.visibilityGraceMs;
const CALL = { at: START, count: 1, requestId: 'R-1' };

const add = (some: string) => `add ${REGION} m-1 ${some}`;

describe('sharing', () => {
  it('with nobody only looks for duplicates', async () => {
    const sharing = new PlayedSharing([[]]);
    const value = { sharedWith: [], duplicates: [], requestIds: [] };
    expect(await sharing.step(undefined, { ...input, shareWith: [] })).toEqual({ kind: 'done', value });
    expect(sharing.region.calls).toEqual([LIST]);
  });

  it('that is done already adds nothing', async () => {
    const sharing = new PlayedSharing([['3', '9', '2', '1']]);
    const value = { sharedWith: ['1', '2', '3'], duplicates: [], requestIds: [] };
    expect(await sharing.step()).toEqual({ kind: 'done', value });
    expect(sharing.region.calls).toEqual([READ, LIST]);
  });

  it('adds what is missing, behind the fence, and reads it back', async () => {
    const sharing = new PlayedSharing([['2'], ['1', '2', '3']]);
    const value = { sharedWith: ['1', '2', '3'], duplicates: [], requestIds: ['R-1'] };
    expect(await sharing.step()).toEqual({ kind: 'done', value });
    expect(sharing.region.calls).toEqual([READ, FENCE, add('1,3'), READ, LIST]);
  });

  it('adds ten accounts a call, each behind the fence', async () => {
    const shareWith = accounts(21);
    const sharing = new PlayedSharing([[], shareWith]);
    const requestIds = ['R-1', 'R-2', 'R-3'];
    expect(await sharing.step(undefined, { ...input, shareWith })).toMatchObject({ value: { requestIds } });
    const [first, second] = [shareWith.slice(0, 10), shareWith.slice(10, 20)];
    const adds = [FENCE, add(`${first}`), FENCE, add(`${second}`), FENCE, add('21')];
    expect(sharing.region.calls).toEqual([READ, ...adds, READ, LIST]);
  });

  it('dates its calls by the answer of the read, else by the worker’s clock', async () => {
    const dated = new PlayedSharing([[], ['1', '2', '3']]);
    dated.region.date = START - 5_000;
    await dated.step();
    expect(dated.dates).toEqual([START - 5_000]);
    const undated = new PlayedSharing([[], ['1', '2', '3']]);
    await undated.step();
    expect(undated.dates).toEqual([WORKERS_CLOCK]);
  });

  it('names the calls of earlier attempts, too', async () => {
    const sharing = new PlayedSharing([[], ['1', '2', '3']]);
    const learned = { calls: { 0: { at: START, count: 1, requestId: 'R-0' } } };
    const shareWith = accounts(11);
    sharing.region.sharedWith = [{ 'm-1': accounts(10) }, { 'm-1': shareWith }];
    expect(await sharing.step(learned, { ...input, shareWith })).toMatchObject({
      value: { requestIds: ['R-0', 'R-1'] },
    });
  });
});

describe('an attempt that nobody waits for any more', () => {
  it('adds nothing', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.fence = [false];
    expect(await sharing.step()).toEqual({
      kind: 'again',
      afterMs: 1_000,
      why: expect.stringContaining('no longer waits'),
      learned: { calls: {} },
      problem: expect.objectContaining({ type: 'NotAwaited' }),
    });
    expect(sharing.sent).toBe(0);
  });

  it('adds nothing when the fence cannot be asked', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.fence = [new Error('Temporal is away')];
    const end = await sharing.step().catch(() => undefined);
    expect(end?.kind).not.toBe('done');
    expect(sharing.sent).toBe(0);
  });

  it('stops between two calls, and forgets none', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.fence = [true, false];
    const learned = { calls: { 0: CALL } };
    expect(await sharing.step(undefined, { ...input, shareWith: accounts(11) })).toMatchObject({ learned });
    expect(sharing.sent).toBe(1);
  });
});

describe('what is not read back', () => {
  it('is read again in a second', async () => {
    const sharing = new PlayedSharing([[], ['2']]);
    expect(await sharing.step()).toEqual({
      kind: 'again',
      afterMs: 1_000,
      why: `Image m-1 in ${REGION}: 2 of 3 accounts are not read back yet`,
      learned: { calls: { 0: CALL } },
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
    expect(await later(GRACE_MS + 1, 2)).toMatchObject({ end: { kind: 'failed', problem }, sent: 0 });
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
    expect(await later(GRACE_MS + 1)).toEqual({ kind: 'failed', problem: refused.problem });
  });
});

describe('a call that fails', () => {
  it('to read ends the attempt before anything is added', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.region.sharedWith = [callFailed()];
    expect(await sharing.step()).toEqual({ kind: 'failed', problem: callFailed().problem });
    expect(sharing.sent).toBe(0);
  });

  it('to add for good ends the sharing', async () => {
    const sharing = new PlayedSharing([[]]);
    sharing.failures = [callFailed()];
    expect(await sharing.step()).toEqual({ kind: 'failed', problem: callFailed().problem });
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

describe('the audit', () => {
  const audit = (images: Image[][], pages = 1) => {
    const sharing = new PlayedSharing([['1', '2', '3']]);
    Object.assign(sharing.region, { listings: images, pages });
    return sharing.step({ calls: {} });
  };

  it('names the other copies that have not failed', async () => {
    const images = [
      image({ description: MARKER }),
      image({ imageId: 'm-2', description: OTHER_RUNS_MARKER }),
      image({ imageId: 'm-3', description: MARKER, status: 'CreateFailed' }),
      image({ imageId: 'm-4', description: OTHER_COPYS_MARKER }),
    ];
    expect(await audit([images])).toMatchObject({ kind: 'done', value: { duplicates: ['m-2'] } });
  });

  it('relies on no listing that the next one does not confirm', async () => {
    const listings = Array.from({ length: 9 }, (_, index) => [image({ imageId: `m-${index}` })]);
    expect(await audit(listings, 2)).toEqual({
      kind: 'again',
      afterMs: 1_000,
      why: expect.stringContaining(`The images of ${REGION} changed`),
      learned: { calls: {} },
    });
  });
});
