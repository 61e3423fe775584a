// DescribeRegions.
import type { Action } from './action';
import { regionName } from './region-names';

/** Every region of the seed, named in the language that is accepted. */
export const describeRegions: Action = ({ cloud, parameters }) => ({
  Regions: cloud.regions.map((regionId) => ({
    RegionId: regionId,
    RegionEndpoint: `ecd.${regionId}.aliyuncs.com`,
    LocalName: regionName(regionId, parameters.optional('AcceptLanguage')),
  })),
});
