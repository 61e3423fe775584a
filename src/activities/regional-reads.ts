// Reads that many activities of a worker share: listings of one region at the same moment, and reads by image id.
import DataLoader from 'dataloader';
import type { EcdClient, EcdImage } from '../ecd';

/** All custom images of a region; `date` is the service's own time. */
export interface Listing {
  images: EcdImage[];
  pages: number;
  date?: Date | undefined;
}

/** The reads that the copy protocol stands on. */
export interface ImageReads {
  /** A complete listing that began after it was asked for. */
  listImages(regionId: string): Promise<Listing>;
  /** Undefined for an image that DescribeImages does not show. */
  describeImage(regionId: string, imageId: string): Promise<EcdImage | undefined>;
  describeImagePermission(regionId: string, imageId: string): Promise<string[]>;
}

/** The most ids that one DescribeImages is asked for: as many as a page holds. */
const MAX_IDS = 100;

/** Reads of one region within this time become one call. */
const BATCH_WINDOW_MS = 50;

interface ImageKey {
  regionId: string;
  imageId: string;
}

function groupByRegion<T>(keys: readonly T[], regionOf: (key: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const key of keys) groups.set(regionOf(key), [...(groups.get(regionOf(key)) ?? []), key]);
  return groups;
}

/** Reads each region once for all keys of it; a region's failure is the failure of its own keys only. */
async function readRegions<K, V>(
  keys: readonly K[],
  regionOf: (key: K) => string,
  read: (regionId: string, keys: K[]) => Promise<(key: K) => V>,
): Promise<(V | Error)[]> {
  const answers = new Map<K, V | Error>();
  const readRegion = async ([regionId, group]: [string, K[]]) => {
    try {
      const answer = await read(regionId, group);
      for (const key of group) answers.set(key, answer(key));
    } catch (error) {
      for (const key of group) answers.set(key, error instanceof Error ? error : new Error(String(error)));
    }
  };
  await Promise.all([...groupByRegion(keys, regionOf)].map(readRegion));
  return keys.map((key) => answers.get(key) as V | Error);
}

/** Reads over the adapter that are shared by all activities of a worker. */
export function createImageReads(ecd: EcdClient): ImageReads {
  const batching = { cache: false, batchScheduleFn: (run: () => void) => setTimeout(run, BATCH_WINDOW_MS) };
  const listings = new DataLoader<{ regionId: string }, Listing>(
    (keys) =>
      readRegions(
        keys,
        (key) => key.regionId,
        async (regionId) => {
          const { value, date } = await ecd.listImages({ regionId });
          return () => ({ ...value, date });
        },
      ),
    batching,
  );
  const images = new DataLoader<ImageKey, EcdImage | undefined>(
    (keys) =>
      readRegions(
        keys,
        (key) => key.regionId,
        async (regionId, group) => {
          const imageIds = [...new Set(group.map((key) => key.imageId))];
          const { value } = await ecd.describeImages({ regionId, imageIds });
          return (key) => value.find((image) => image.imageId === key.imageId);
        },
      ),
    { ...batching, maxBatchSize: MAX_IDS },
  );
  return {
    listImages: (regionId) => listings.load({ regionId }),
    describeImage: (regionId, imageId) => images.load({ regionId, imageId }),
    describeImagePermission: async (regionId, imageId) =>
      (await ecd.describeImagePermission({ regionId, imageId })).value,
  };
}
