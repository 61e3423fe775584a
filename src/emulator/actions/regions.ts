// DescribeRegions.
import type { Action } from './action';

/** Every region of the seed. */
export const describeRegions: Action = ({ cloud }) => ({
  Regions: cloud.regions.map((regionId) => ({
    RegionId: regionId,
    RegionEndpoint: `ecd.${regionId}.aliyuncs.com`,
    LocalName: regionId,
  })),
});
