// An image that carries the marker of a copy and cannot be one: a marker is only text.
import { findCopy } from '../../src/protocol/choose';
import type { Image } from '../../src/protocol/cloud';
import { adopted, choose, wanted } from './played-choice';
import { image, MARKER, OTHER_RUNS_MARKER, PlayedRegion, RUN } from './played-region';

describe('an image with the key of the copy that cannot be a copy of the source', () => {
  const others: [string, Partial<Image>][] = [
    ['system', { osType: 'LINUX' }],
    ['platform', { platform: 'Windows 11' }],
    ['size', { size: 40 }],
    ['encryption', { encrypted: true }],
  ];

  it.each(others)('for its %s is named, and nothing is made beside it', async (_, more) => {
    for (const onNameTaken of ['fail', 'adopt', 'copy'] as const) {
      const { decision } = choose([image({ imageId: 'm-9', description: OTHER_RUNS_MARKER, ...more })], {
        onNameTaken,
      });
      expect(await decision).toEqual({ kind: 'not-a-copy', imageId: 'm-9' });
    }
  });

  it.each(others)('for its %s is no copy for a run that only looks', async (_, more) => {
    const region = new PlayedRegion();
    const found = findCopy([image({ description: OTHER_RUNS_MARKER, ...more })], wanted, { reads: region, runId: RUN });
    expect(await found).toBeUndefined();
  });

  it.each(others)('for its %s is this run’s own all the same, when this run made it', async (_, more) => {
    const own = adopted({ imageId: 'm-1', madeByThisRun: true });
    expect(await choose([image({ description: MARKER, ...more })]).decision).toMatchObject(own);
  });

  it.each(others)('for its %s counts while it is unfinished: it may say so only later', async (_, more) => {
    const unfinished = image({ description: OTHER_RUNS_MARKER, status: 'Creating', ...more });
    expect(await choose([unfinished]).decision).toMatchObject(adopted({ imageId: 'm-1' }));
  });

  it('stands behind one that can, and is named as its duplicate', async () => {
    const forged = image({ imageId: 'm-0', description: OTHER_RUNS_MARKER, osType: 'LINUX' });
    const copy = image({ imageId: 'm-9', description: OTHER_RUNS_MARKER });
    expect(await choose([forged, copy]).decision).toMatchObject(adopted({ imageId: 'm-9', duplicates: ['m-0'] }));
  });

  it('is not known for what nobody knows of it or of the source', async () => {
    const unknown = { osType: '', platform: undefined, size: 0 };
    const marked = image({ description: OTHER_RUNS_MARKER });
    expect(await choose([{ ...marked, ...unknown }]).decision).toMatchObject(adopted({}));
    expect(await choose([marked], { sourceProperties: {} }).decision).toMatchObject(adopted({}));
    const encrypted = { ...marked, encrypted: true };
    expect(await choose([encrypted], { sourceProperties: { encrypted: true } }).decision).toMatchObject(adopted({}));
  });
});
