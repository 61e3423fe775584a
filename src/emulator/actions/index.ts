// The actions that the emulator knows, by their names in the API.
import type { ActionName } from '../action-names';
import type { Action } from './action';
import { cancelCopyImage, copyImage } from './copy';
import { createImage, deleteImages, modifyImageAttribute } from './images';
import { describeImages } from './listing';
import { describeRegions } from './regions';
import { describeImagePermission, modifyImagePermission } from './sharing';

/** Version 2020-09-30 of the API. */
export const ACTIONS: Readonly<Record<ActionName, Action>> = {
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
