// The search attributes by which copies are found in the web UI.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Id of the source image, on both workflow types. */
export const sourceImageAttribute = defineSearchAttributeKey('EcdSourceImage', SearchAttributeType.KEYWORD);

/** Region of the copy. */
export const destinationRegionAttribute = defineSearchAttributeKey('EcdDestinationRegion', SearchAttributeType.KEYWORD);

/** Id of the copy, once it is known. */
export const imageIdAttribute = defineSearchAttributeKey('EcdImageId', SearchAttributeType.KEYWORD);

/** `copying`, `settling`, `waiting` or `sharing`; how a copy ended is its ExecutionStatus. */
export const phaseAttribute = defineSearchAttributeKey('EcdPhase', SearchAttributeType.KEYWORD);

/** All of them: the worker registers what is missing. */
export const SEARCH_ATTRIBUTES = [
  sourceImageAttribute,
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
] as const;
