// One attempt at sharing: only what is missing is added, behind the fence, and only what is read back is believed.
import type { Image } from '../../src/protocol/cloud';
import { image, MARKER, OTHER_COPYS_MARKER, OTHER_RUNS_MARKER, REGION, START } from './played-region';
import { FENCE, input, PlayedSharing } from './played-sharing';

const READ = `permission ${REGION} m-1`;
const LIST = `list ${REGION}`;

const accounts = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

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

  it('dates its calls by the answer of the read, else by the server’s clock', async () => {
    const dated = new PlayedSharing([[], ['1', '2', '3']]);
    dated.region.date = START - 5_000;
    await dated.step();
    expect(dated.dates).toEqual([START - 5_000]);
    const undated = new PlayedSharing([[], ['1', '2', '3']]);
    await undated.step();
    expect(undated.dates).toEqual([START]);
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
      learned: { calls: {}, sharedWith: [] },
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

  it('names ten of hundreds of duplicates', async () => {
    const images = Array.from({ length: 300 }, (_, index) => image({ imageId: `m-x${index}`, description: MARKER }));
    const duplicates = images.slice(0, 10).map(({ imageId }) => imageId);
    expect(await audit([images])).toMatchObject({ kind: 'done', value: { duplicates } });
  });

  it('relies on no listing that the next one does not confirm', async () => {
    const listings = Array.from({ length: 9 }, (_, index) => [image({ imageId: `m-${index}` })]);
    expect(await audit(listings, 2)).toEqual({
      kind: 'again',
      afterMs: 1_000,
      why: expect.stringContaining(`The images of ${REGION} changed`),
      problem: expect.objectContaining({ type: 'ListingUnstable' }),
      learned: { calls: {}, sharedWith: ['1', '2', '3'] },
    });
  });
});
