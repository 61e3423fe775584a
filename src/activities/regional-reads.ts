// Reads that the activities of a worker share: listings of one region at the same moment, and reads by image id.
import DataLoader from 'dataloader';
import type { Image, ImageReads, Listing } from '../protocol/cloud';
import type { CloudCalls } from './cloud';

/** Reads that are shared by all activities of a worker. Regions share nothing: a slow one holds up itself alone. */
export function createImageReads(cloud: CloudCalls): ImageReads {
  const regions = new Map<string, RegionReads>();
  const readsOf = (regionId: string) => {
    const reads = regions.get(regionId) ?? createRegionReads(cloud, regionId);
    regions.set(regionId, reads);
    return reads;
  };
  return {
    // All askers of a moment get the answer to one question.
    listImages: (regionId) => readsOf(regionId).listings.load('all'),
    describeImage: ({ regionId, imageId }) => readsOf(regionId).images.load(imageId),
    describeImagePermission: cloud.describeImagePermission,
  };
}

/** The most ids that one DescribeImages is asked for: as many as a page holds. */
const MAX_IDS = 100;

/** Reads of one region within this time become one call. */
const BATCH_WINDOW_MS = 50;

interface RegionReads {
  listings: DataLoader<'all', Listing>;
  images: DataLoader<string, Image | undefined>;
}

function createRegionReads(cloud: CloudCalls, regionId: string): RegionReads {
  const batching = { cache: false, batchScheduleFn: (run: () => void) => setTimeout(run, BATCH_WINDOW_MS) };
  return {
    listings: new DataLoader<'all', Listing>(async (askers) => {
      const listing = await cloud.listImages(regionId);
      return askers.map(() => listing);
    }, batching),
    images: new DataLoader<string, Image | undefined>(
      async (imageIds) => {
        const images = await cloud.describeImages(regionId, [...new Set(imageIds)]);
        return imageIds.map((imageId) => images.find((image) => image.imageId === imageId));
      },
      { ...batching, maxBatchSize: MAX_IDS },
    ),
  };
}
