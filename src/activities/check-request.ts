// The activity `checkRequest`: checks the input by its rules and against the cloud, and applies defaults. Writes nothing.
import { ApplicationFailure } from '@temporalio/common';
import { type EcdClient, EcdError, type EcdImage } from '../ecd';
import { CallFailed } from '../protocol/cloud';
import { findingsMessage, parseRequest } from '../schema/parse-request';
import type { CheckedDestination, CheckedRequest } from '../shared/checked-request';
import type { Destination, SourceProperties } from '../shared/copy';
import type { DestinationInput, DistributeImageInput, SourceImage } from '../shared/distribution';
import { durationMs } from '../shared/duration';
import { ErrorType } from '../shared/error-types';
import { copyWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../shared/ids';
import { MAX_DESTINATIONS } from '../shared/limits';
import type { Problem } from '../shared/problem';
import { regionUnknown, workflowIdTooLong } from '../shared/problems';
import { forbiddenAccounts, forbiddenRegion } from './allowed';
import { calling } from './cloud';
import { copyKey } from './copy-key';
import { passingFailure, permanentFailure } from './failures';
import type { DistributionSettings } from './settings';

/** Makes the activity. It fails with `InvalidInput`, not retried, that has every finding; nothing was written then. */
export function createCheckRequest(ecd: EcdClient, settings: DistributionSettings) {
  return async (request: unknown): Promise<CheckedRequest> => {
    const parsed = parseRequest(request);
    if ('findings' in parsed) throw invalidInput(parsed.findings);
    const { input } = parsed;
    const { source } = input;
    const { regionIds, image } = await readSource(ecd, source);
    const destinations = destinationsOf(input, regionIds);
    const sharing = destinations.some(({ shareWith }) => shareWith.length > 0);
    const findings = sourceFindings(source, image, sharing);
    if (findings.length > 0) throw invalidInput(findings);
    const known = new Set(regionIds);
    const checked = (destination: Destination): CheckedDestination => ({
      ...destination,
      copyKey: copyKey(source, destination),
      refusal: idRefusal(source, destination) ?? whyRefused(destination, known, settings),
    });
    return {
      source,
      sourceProperties: propertiesOf(image),
      destinations: destinations.map(checked),
      maxConcurrent: input.maxConcurrent ?? DEFAULT_MAX_CONCURRENT,
      copyTimeoutMs: durationMs(input.copyTimeout ?? '') ?? DEFAULT_COPY_TIMEOUT_MS,
      onNameTaken: input.onNameTaken ?? 'fail',
      onCancel: input.onCancel ?? 'cancel-copy',
      timing: settings.timing,
    };
  };
}

const DEFAULT_MAX_CONCURRENT = 20;
const DEFAULT_COPY_TIMEOUT_MS = 6 * 3_600_000;

function propertiesOf(image: EcdImage | undefined): SourceProperties {
  const { osType, platform, size, encrypted } = image ?? {};
  return { osType, platform, size, encrypted };
}

/** The failure of a whole run that was refused. */
function invalidInput(findings: readonly string[]): ApplicationFailure {
  return ApplicationFailure.nonRetryable(findingsMessage(findings), ErrorType.InvalidInput, findings.slice(0, 100));
}

/** The service's regions and the source image. A source region that does not exist is bad input. */
async function readSource(ecd: EcdClient, { regionId, imageId }: SourceImage) {
  const read = () =>
    Promise.all([ecd.describeRegions({ regionId }), ecd.describeImages({ regionId, imageIds: [imageId] })]);
  try {
    const [regions, images] = await calling(() => read().catch(refuseUnknownRegion(regionId)));
    return { regionIds: regions.value.map((region) => region.regionId), image: images.value[0] };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { problem, known } = error;
    throw known.retryable ? passingFailure(problem, { afterMs: known.retryAfterMs }) : permanentFailure(problem);
  }
}

function refuseUnknownRegion(regionId: string) {
  return (error: unknown): never => {
    const isUnknown = error instanceof EcdError && !error.retryable && error.kind === 'unknown-region';
    if (!isUnknown) throw error;
    throw invalidInput([`source.regionId: the service does not know the region ${regionId} (${error.message})`]);
  };
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

/** Of "all" nobody knows before the service names its regions how long the ids become. */
function idRefusal(source: SourceImage, destination: Destination): Problem | undefined {
  const bytes = Buffer.byteLength(copyWorkflowId(source, destination));
  if (bytes <= MAX_WORKFLOW_ID_BYTES) return undefined;
  return workflowIdTooLong(destination.regionId, bytes);
}

/** Why a destination is refused although the input is right; undefined when it is not. */
function whyRefused(
  { regionId, shareWith }: Destination,
  knownRegions: ReadonlySet<string>,
  settings: DistributionSettings,
): Problem | undefined {
  if (!knownRegions.has(regionId)) return regionUnknown(regionId);
  return forbiddenRegion(settings, regionId) ?? forbiddenAccounts(settings, shareWith);
}

function destinationsOf(input: DistributeImageInput, regions: readonly string[]): Destination[] {
  const { destinations, source } = input;
  if (destinations !== 'all') return destinations.map((destination) => withDefaults(input, destination));
  const others = regions.filter((regionId) => regionId !== source.regionId);
  if (others.length === 0) throw invalidInput(['destinations: DescribeRegions names no region but the source']);
  if (others.length > MAX_DESTINATIONS) {
    throw invalidInput([`destinations: DescribeRegions names ${others.length} others; at most ${MAX_DESTINATIONS} go`]);
  }
  return others.map((regionId) => withDefaults(input, { regionId }));
}

/** A destination with the distribution's defaults. */
function withDefaults(input: DistributeImageInput, destination: DestinationInput): Destination {
  return {
    regionId: destination.regionId,
    imageName: destination.imageName ?? input.imageName,
    shareWith: destination.shareWith ?? input.shareWith,
    description: destination.description ?? input.description,
  };
}
