// Plans a distribution: checks the input by its rules and against the cloud, applies defaults, writes nothing.
import { ApplicationFailure } from '@temporalio/common';
import { type EcdClient, EcdError, type EcdImage } from '../ecd';
import type { Destination } from '../shared/copy';
import type { DestinationError, DestinationInput, DistributeImageInput, SourceImage } from '../shared/distribution';
import { durationMs } from '../shared/duration';
import { ErrorType } from '../shared/error-types';
import type { DistributionPlan, PlannedDestination } from '../shared/plan';
import type { Timing } from '../shared/timing';
import { copyKey } from './copy-key';
import { findingsMessage, parseDistribution } from './distribution-schema';
import { retriedByServer } from './failures';

/** What the worker's configuration says of distributions. */
export interface DistributionSettings {
  timing: Timing;
  /** Undefined: every region, every account. */
  allowedRegions?: ReadonlySet<string> | undefined;
  allowedAccounts?: ReadonlySet<string> | undefined;
}

const DEFAULT_MAX_CONCURRENT = 20;
const DEFAULT_COPY_TIMEOUT_MS = 6 * 3_600_000;

/** The failure of a whole run that was refused. */
export function invalidInput(findings: readonly string[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(findingsMessage(findings), ErrorType.InvalidInput, findings.slice(0, 100));
}

function sourceFindings(source: SourceImage, image: EcdImage | undefined, sharing: boolean): string[] {
  if (!image) return [`source.imageId: ${source.regionId} has no image ${source.imageId}`];
  const isReady = image.status === 'Available';
  return [
    ...(isReady ? [] : [`source.imageId: ${source.imageId} is ${image.status}; only an Available image can be copied`]),
    ...(image.encrypted && sharing
      ? [`shareWith: ${source.imageId} is encrypted, and an encrypted image cannot be shared; use [] to copy only`]
      : []),
  ];
}

function refusal(type: string, message: string, hint: string): DestinationError {
  return { type, message, hint };
}

/** Why a destination is refused although the input is right; undefined when it is not. */
function refusalOf(
  { regionId, shareWith }: Destination,
  knownRegions: ReadonlySet<string>,
  { allowedRegions, allowedAccounts }: DistributionSettings,
): DestinationError | undefined {
  if (!knownRegions.has(regionId)) {
    const hint = 'Check the id against the regions that DescribeRegions names.';
    return refusal(ErrorType.RegionUnknown, `The service does not know the region ${regionId}`, hint);
  }
  if (allowedRegions && !allowedRegions.has(regionId)) {
    const hint = 'Add it to ECD_ALLOWED_REGIONS of the worker, or leave it out.';
    return refusal(ErrorType.RegionNotAllowed, `The worker does not allow the region ${regionId}`, hint);
  }
  const refused = allowedAccounts ? shareWith.filter((account) => !allowedAccounts.has(account)) : [];
  if (refused.length === 0) return undefined;
  const hint = 'Add them to ECD_ALLOWED_ACCOUNTS of the worker, or leave them out.';
  return refusal(ErrorType.AccountNotAllowed, `The worker does not allow the accounts ${refused.join(', ')}`, hint);
}

/** A destination with the distribution's defaults. */
function withDefaults(input: DistributeImageInput, destination: DestinationInput): Destination {
  const description = destination.description ?? input.description;
  return {
    regionId: destination.regionId,
    imageName: destination.imageName ?? input.imageName,
    shareWith: destination.shareWith ?? input.shareWith,
    ...(description !== undefined && { description }),
  };
}

function destinationsOf(input: DistributeImageInput, regions: readonly string[]): Destination[] {
  const { destinations, source } = input;
  if (destinations !== 'all') return destinations.map((destination) => withDefaults(input, destination));
  const others = regions.filter((regionId) => regionId !== source.regionId);
  if (others.length === 0) throw invalidInput(['destinations: DescribeRegions names no region but the source']);
  return others.map((regionId) => withDefaults(input, { regionId }));
}

/** The service's regions and the source image. A source region that does not exist is bad input. */
async function readSource(ecd: EcdClient, { regionId, imageId }: SourceImage) {
  try {
    return await Promise.all([
      ecd.describeRegions({ regionId }),
      ecd.describeImages({ regionId, imageIds: [imageId] }),
    ]);
  } catch (error) {
    if (!(error instanceof EcdError && error.kind === 'unknown-region')) throw error;
    throw invalidInput([`source.regionId: the service does not know the region ${regionId} (${error.message})`]);
  }
}

/** The activity `makePlan`. Throws `InvalidInput`, not retried, with every finding; nothing was written then. */
export function createMakePlan(ecd: EcdClient, settings: DistributionSettings) {
  return async function makePlan(request: unknown): Promise<DistributionPlan> {
    const parsed = parseDistribution(request);
    if ('findings' in parsed) throw invalidInput(parsed.findings);
    const { input } = parsed;
    const { source } = input;
    const [regions, images] = await retriedByServer(() => readSource(ecd, source));
    const regionIds = regions.value.map(({ regionId }) => regionId);
    const destinations = destinationsOf(input, regionIds);
    const [image] = images.value;
    const sharing = destinations.some(({ shareWith }) => shareWith.length > 0);
    const findings = sourceFindings(source, image, sharing);
    if (findings.length > 0) throw invalidInput(findings);
    const known = new Set(regionIds);
    const plan = (destination: Destination): PlannedDestination => {
      const refused = refusalOf(destination, known, settings);
      return { ...destination, copyKey: copyKey(source, destination), ...(refused && { refusal: refused }) };
    };
    return {
      source,
      sourceProperties: { osType: image?.osType, platform: image?.platform, size: image?.size },
      destinations: destinations.map(plan),
      maxConcurrent: input.maxConcurrent ?? DEFAULT_MAX_CONCURRENT,
      copyTimeoutMs: durationMs(input.copyTimeout ?? '') ?? DEFAULT_COPY_TIMEOUT_MS,
      onNameTaken: input.onNameTaken ?? 'fail',
      onCancel: input.onCancel ?? 'cancel-copy',
      timing: settings.timing,
    };
  };
}
