// The actions that the emulator knows, by their names in the API.
import type { Action } from './action';
import { cancelCopyImage, copyImage } from './copy';
import { createImage, deleteImages, describeImages, modifyImageAttribute } from './images';
import { describeImagePermission, modifyImagePermission } from './sharing';

const describeRegions: Action = ({ cloud }) => ({
  Regions: cloud.regions.map((regionId) => ({
    RegionId: regionId,
    RegionEndpoint: `ecd.${regionId}.aliyuncs.com`,
    LocalName: regionId,
  })),
});

/** Version 2020-09-30 of the API. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  CopyImage: copyImage,
  CancelCopyImage: cancelCopyImage,
  CreateImage: createImage,
  DeleteImages: deleteImages,
  DescribeImagePermission: describeImagePermission,
  DescribeImages: describeImages,
  DescribeRegions: describeRegions,
  ModifyImageAttribute: modifyImageAttribute,
  ModifyImagePermission: modifyImagePermission,
};

export const ACTION_NAMES = Object.keys(ACTIONS);
