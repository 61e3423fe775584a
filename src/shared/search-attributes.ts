// The search attributes by which copies are found in the web UI.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Id of the source image, on both workflow types. */
export const sourceImageAttribute = defineSearchAttributeKey('EcdSourceImage', SearchAttributeType.KEYWORD);

/** Region of the copy. */
export const destinationRegionAttribute = defineSearchAttributeKey('EcdDestinationRegion', SearchAttributeType.KEYWORD);

/** Id of the copy, once it is known. */
export const imageIdAttribute = defineSearchAttributeKey('EcdImageId', SearchAttributeType.KEYWORD);

/** `copying`, `settling`, `waiting`, `sharing` or, at an end that nobody knows the outcome of, `unsettled`; else how a copy ended is its ExecutionStatus. */
export const phaseAttribute = defineSearchAttributeKey('EcdPhase', SearchAttributeType.KEYWORD);

/** The phase of a run whose settle came to no end: the next run settles. */
export const UNSETTLED = 'unsettled';

/** All of them: the worker registers what is missing. */
export const SEARCH_ATTRIBUTES = [
  sourceImageAttribute,
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
] as const;
