// A request from the flags of `distribute`.
import type { DistributeImageInput, OnCancel, OnNameTaken } from '../client';
import { UsageError } from './usage-error';

/** The flags that describe a request. */
export interface RequestFlags {
  sourceRegion?: string | undefined;
  sourceImage?: string | undefined;
  name?: string | undefined;
  to?: string[] | undefined;
  shareWith?: string[] | undefined;
  description?: string | undefined;
  onNameTaken?: OnNameTaken | undefined;
  onCancel?: OnCancel | undefined;
  copyTimeout?: string | undefined;
  maxConcurrent?: number | undefined;
  reason?: string | undefined;
}

/** The request that the flags describe. Throws `UsageError` that names every flag that is missing. */
export function requestFromFlags(flags: RequestFlags): DistributeImageInput {
  const { sourceRegion, sourceImage, name, to, shareWith = [] } = flags;
  const { description, onNameTaken, onCancel, copyTimeout, maxConcurrent, reason } = flags;
  if (sourceRegion === undefined || sourceImage === undefined || name === undefined || to === undefined) {
    const given = { '--source-region': sourceRegion, '--source-image': sourceImage, '--name': name, '--to': to };
    const missing = Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [flag] : []));
    throw new UsageError(`missing ${missing.join(', ')} (or give the whole request with --file)`);
  }
  return {
    source: { regionId: sourceRegion, imageId: sourceImage },
    imageName: name,
    destinations: destinationsOf(to),
    shareWith,
    description,
    onNameTaken,
    onCancel,
    copyTimeout,
    maxConcurrent,
    reason,
  };
}

function destinationsOf(regions: readonly string[]): DistributeImageInput['destinations'] {
  if (!regions.includes('all')) return regions.map((regionId) => ({ regionId }));
  if (regions.length > 1) throw new UsageError('--to takes either regions or "all", not both');
  return 'all';
}
