// Workflow ids. Without `/`, since Temporal's HTTP API answers 404 for ids that have one.
import type { SourceImage } from './distribution';

/** The longest id that Temporal's SQL stores take, in bytes. */
export const MAX_WORKFLOW_ID_BYTES = 255;

/** Id of the one run that owns a copy. */
export function copyWorkflowId(source: SourceImage, destination: { regionId: string; imageName: string }): string {
  return `copy-and-share:${source.regionId}:${source.imageId}:${destination.regionId}:${destination.imageName}`;
}

/** Id of a distribution; `request` is the caller's request id or the hash of the input. */
export function distributionWorkflowId({ imageId, request }: { imageId: string; request: string }): string {
  return `distribute:${imageId}:${request}`;
}
