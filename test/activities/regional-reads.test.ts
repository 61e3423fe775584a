// Reads that activities share: one call for many askers of a region, and nothing shared between regions.
import type { CloudCalls } from '../../src/activities/cloud';
import { createImageReads } from '../../src/activities/regional-reads';
import type { Image } from '../../src/protocol/cloud';

const image = (imageId: string): Image => ({
  imageId,
  name: '',
  description: '',
  status: 'Available',
  encrypted: false,
});

/** A cloud whose region cn-slow never answers, and whose region cn-broken refuses. */
function play() {
  const calls: string[] = [];
  const answer = async <T>(regionId: string, value: T): Promise<T> => {
    if (regionId === 'cn-slow') await new Promise(() => {});
    if (regionId === 'cn-broken') throw new Error('broken');
    return value;
  };
  const cloud = {
    listImages: (regionId: string) => {
      calls.push(`list ${regionId}`);
      return answer(regionId, { images: [image('m-1')], pages: 1 });
    },
    describeImages: (regionId: string, imageIds: readonly string[]) => {
      calls.push(`describe ${regionId} ${imageIds.join(' ')}`);
      return answer(regionId, imageIds.filter((imageId) => imageId !== 'm-gone').map(image));
    },
  } as unknown as CloudCalls;
  return { calls, reads: createImageReads(cloud) };
}

test('listings of a region that are asked for at the same moment are one', async () => {
  const { calls, reads } = play();
  const [first, second] = await Promise.all([reads.listImages('cn-shanghai'), reads.listImages('cn-shanghai')]);
  expect([first, calls]).toEqual([second, ['list cn-shanghai']]);
  await reads.listImages('cn-shanghai');
  expect(calls).toHaveLength(2);
});

test('reads by id of a region become one call, which asks for each id once', async () => {
  const { calls, reads } = play();
  const read = (imageId: string) => reads.describeImage({ regionId: 'cn-shanghai', imageId });
  const [one, again, gone] = await Promise.all([read('m-1'), read('m-1'), read('m-gone')]);
  expect([one?.imageId, again?.imageId, gone]).toEqual(['m-1', 'm-1', undefined]);
  expect(calls).toEqual(['describe cn-shanghai m-1 m-gone']);
});

test('a region that does not answer holds up no other', async () => {
  const { reads } = play();
  void reads.listImages('cn-slow');
  void reads.describeImage({ regionId: 'cn-slow', imageId: 'm-1' });
  expect((await reads.listImages('cn-shanghai')).images).toHaveLength(1);
  expect(await reads.describeImage({ regionId: 'cn-shanghai', imageId: 'm-1' })).toMatchObject({ imageId: 'm-1' });
});

test('a region that refuses fails its own askers alone', async () => {
  const { reads } = play();
  const asked = [reads.listImages('cn-broken'), reads.listImages('cn-broken'), reads.listImages('cn-shanghai')];
  const ends = await Promise.allSettled(asked);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
