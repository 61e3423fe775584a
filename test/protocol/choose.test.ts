// Which image stands for a wanted copy, decision by decision.
import { copiesWithKey, decide, eachOnce, failedCopyOfRun, nameHolder } from '../../src/protocol/choose';
import type { Image } from '../../src/protocol/cloud';
import { adopted, CREATE, choose, wanted } from './played-choice';
import { callFailed, image, KEY, MARKER, OTHER_COPYS_MARKER, OTHER_RUNS_MARKER, REGION, RUN } from './played-region';

describe('the image with the key of the copy', () => {
  it('is adopted, whatever its name and wherever its marker stands', async () => {
    const { decision, region } = choose([image(), image({ imageId: 'm-2', description: `x ${OTHER_RUNS_MARKER} y` })]);
    const copy = { imageId: 'm-2', madeByThisRun: false, foreign: false, duplicates: [] };
    expect(await decision).toEqual(adopted(copy));
    // Of one there is nothing to choose.
    expect(region.calls).toEqual([]);
  });

  it('is this run’s own by the run in its marker', async () => {
    expect(await choose([image({ description: MARKER })]).decision).toMatchObject(adopted({ madeByThisRun: true }));
  });

  it('does not count when its copy failed', async () => {
    const failed = image({ description: MARKER, name: 'Büro', status: 'CreateFailed' });
    expect(await choose([failed]).decision).toEqual(CREATE);
  });

  it('is not its own duplicate when pages shift', async () => {
    const copy = image({ description: MARKER });
    expect(await choose([copy, copy]).decision).toMatchObject(adopted({ imageId: 'm-1', duplicates: [] }));
  });
});

test('of hundreds of duplicates ten are named', async () => {
  const images = Array.from({ length: 300 }, (_, index) =>
    image({ imageId: `m-${1_000 + index}`, description: MARKER }),
  );
  const named = images.slice(1, 11).map(({ imageId }) => imageId);
  const { decision, region } = choose(images);
  expect(await decision).toMatchObject(adopted({ imageId: 'm-1000', duplicates: named }));
  // No burst of calls: those that come first are asked whom they are shared with.
  expect(region.calls).toHaveLength(11);
});

describe('of several copies', () => {
  const copy = (imageId: string, more: Partial<Image> = {}) => image({ imageId, description: MARKER, ...more });

  it.each<[string, Image, Image, Record<string, string[]>]>([
    [
      'one that is shared with an asked account, before one that is only Available',
      copy('m-9', { status: 'Creating' }),
      copy('m-1'),
      { 'm-9': ['43'], 'm-1': ['7'] },
    ],
    [
      'an Available one, before an older one',
      copy('m-9'),
      copy('m-1', { status: 'Creating', creationTime: '2020-01-01T00:00:00Z' }),
      {},
    ],
    ['the oldest, before one of a lower id', copy('m-9'), copy('m-1', { creationTime: '2026-12-01T00:00:00Z' }), {}],
    ['one of no known age, before one of a lower id', copy('m-9', { creationTime: undefined }), copy('m-1'), {}],
    ['the one of the lowest id', copy('m-1'), copy('m-9'), {}],
  ])('%s, is chosen, and the other named', async (_, chosen, other, sharedWith) => {
    const expected = adopted({ imageId: chosen.imageId, duplicates: [other.imageId] });
    expect(await choose([chosen, other], {}, sharedWith).decision).toMatchObject(expected);
    expect(await choose([other, chosen], {}, sharedWith).decision).toMatchObject(expected);
  });

  it('one whose accounts cannot be read yet counts as not shared', async () => {
    const { decision, region } = choose([copy('m-1'), copy('m-2')]);
    region.sharedWith = [callFailed({ reason: 'not-ready' })];
    expect(await decision).toMatchObject(adopted({ imageId: 'm-1', duplicates: ['m-2'] }));
    region.sharedWith = [callFailed()];
    const again = decide([copy('m-1'), copy('m-2')], wanted, { reads: region, runId: RUN });
    await expect(again).rejects.toThrow('said the service');
  });

  it('all are named in the order of choice', async () => {
    const { decision, region } = choose([copy('m-3'), copy('m-1'), copy('m-2')]);
    expect(await decision).toMatchObject(adopted({ imageId: 'm-1', duplicates: ['m-2', 'm-3'] }));
    expect(region.calls.sort()).toEqual(['m-1', 'm-2', 'm-3'].map((id) => `permission ${REGION} ${id}`));
  });
});

describe('a name that another image holds', () => {
  const holder = (more: Partial<Image> = {}) => image({ name: 'Büro', ...more });
  const TAKEN = { kind: 'name-taken', imageId: 'm-1' };

  it('is taken', async () => {
    expect(await choose([image({ imageId: 'm-0' }), holder()]).decision).toEqual(TAKEN);
  });

  it('does not matter when it is copied all the same', async () => {
    expect(await choose([holder()], { onNameTaken: 'copy' }).decision).toEqual(CREATE);
  });

  it.each(['Available', 'Creating'])('is adopted when that is asked for and the image is %s', async (status) => {
    const copy = { imageId: 'm-1', madeByThisRun: false, foreign: true, duplicates: [] };
    expect(await choose([holder({ status })], { onNameTaken: 'adopt' }).decision).toEqual(adopted(copy));
  });

  it.each<[string, Partial<Image>]>([
    ['another OS', { osType: 'LINUX' }],
    ['another platform', { platform: 'Windows Server 2022' }],
    ['another size', { size: 40 }],
    ['encryption', { encrypted: true }],
    ['a marker of another copy', { description: OTHER_COPYS_MARKER }],
    ['an unknown status', { status: 'Queued' }],
  ])('is not adopted with %s', async (_, more) => {
    expect(await choose([holder(more)], { onNameTaken: 'adopt' }).decision).toEqual(TAKEN);
  });

  it('does not matter when the copy is there', async () => {
    const copy = image({ imageId: 'm-2', description: MARKER });
    expect(await choose([holder(), copy], { onNameTaken: 'adopt' }).decision).toMatchObject(
      adopted({ imageId: 'm-2', foreign: false }),
    );
  });

  it.each([
    ['in the same way', 'Büro'],
    ['in capitals', 'BÜRO'],
    ['composed otherwise', 'Büro'.normalize('NFD')],
  ])('written %s is the same', (_, name) => {
    expect(nameHolder([image({ name })], 'Büro')).toBeDefined();
  });

  it('is another one, or held by an image that failed: nobody holds it', () => {
    expect(nameHolder([image({ name: 'Büro 2' }), holder({ status: 'CreateFailed' })], 'Büro')).toBeUndefined();
  });
});

describe('the failed copy of a run', () => {
  const failed = { description: MARKER, status: 'CreateFailed' };
  const ofThisRun = (shown: Partial<Image>) => failedCopyOfRun([image(), image(shown)], { copyKey: KEY, runId: RUN });

  it('is the image with its key and its run', () => {
    expect(ofThisRun({ imageId: 'm-bad', ...failed })?.imageId).toBe('m-bad');
  });

  it.each<[string, Partial<Image>]>([
    ['that did not fail', { status: 'Available' }],
    ['of another run', { description: OTHER_RUNS_MARKER }],
    ['of another copy', { description: OTHER_COPYS_MARKER }],
    ['without a marker', { description: '' }],
  ])('is none %s', (_, more) => {
    expect(ofThisRun({ ...failed, ...more })).toBeUndefined();
  });
});

test('the images with a key are those that did not fail, each once', () => {
  const images = [
    image({ description: MARKER }),
    image({ description: MARKER }),
    image({ imageId: 'm-2', description: OTHER_RUNS_MARKER, status: 'Queued' }),
    image({ imageId: 'm-3', description: MARKER, status: 'CreateFailed' }),
    image({ imageId: 'm-4', description: OTHER_COPYS_MARKER }),
    image({ imageId: 'm-5' }),
  ];
  expect(copiesWithKey(images, KEY).map(({ imageId }) => imageId)).toEqual(['m-1', 'm-2']);
});

test('of an image that is shown twice the later sight counts', () => {
  const later = image({ status: 'Available' });
  expect(eachOnce([image({ status: 'Creating' }), later])).toEqual([later]);
});
