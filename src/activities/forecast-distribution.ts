// What a planned distribution would do now, destination by destination. Reads only.
import { EcdError } from '../ecd';
import type { DestinationError } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import type { DestinationForecast, DistributionForecast, DistributionPlan, PlannedDestination } from '../shared/plan';
import { callFailure } from './failures';
import { findCopy, isAdoptable, nameHolder } from './look';
import type { ImageReads } from './regional-reads';

function nameTaken(imageId: string, { imageName, regionId }: PlannedDestination): DestinationError {
  return {
    type: ErrorType.NameTaken,
    message: `Image ${imageId} in ${regionId} holds the name ${imageName}`,
    hint: 'Choose another name, or set onNameTaken to "adopt" or "copy".',
  };
}

/** The activity `forecastDistribution`. */
export function createForecastDistribution(reads: ImageReads) {
  async function look(plan: DistributionPlan, wanted: PlannedDestination): Promise<Partial<DestinationForecast>> {
    const { regionId, imageName, shareWith, copyKey } = wanted;
    const { images } = await reads.listImages(regionId);
    const copy = await findCopy(images, { copyKey, regionId, shareWith, runId: '' }, reads);
    const holder = copy ? undefined : nameHolder(images, imageName);
    const adopted = holder && plan.onNameTaken === 'adopt' && isAdoptable(holder, plan.sourceProperties);
    const imageId = copy?.imageId ?? (adopted ? holder.imageId : undefined);
    if (imageId !== undefined) {
      const accounts = await reads.describeImagePermission(regionId, imageId);
      const missingAccounts = shareWith.filter((account) => !accounts.includes(account));
      const isAvailable = images.some((image) => image.imageId === imageId && image.status === 'Available');
      return {
        action: isAvailable && missingAccounts.length === 0 ? 'nothing-to-do' : 'adopt',
        imageId,
        missingAccounts,
      };
    }
    if (holder && plan.onNameTaken !== 'copy') return { action: 'refused', error: nameTaken(holder.imageId, wanted) };
    return { action: 'copy' };
  }

  async function forecast(plan: DistributionPlan, wanted: PlannedDestination): Promise<DestinationForecast> {
    const { regionId, imageName, shareWith, refusal } = wanted;
    const row: DestinationForecast = { regionId, imageName, action: 'refused', missingAccounts: shareWith };
    if (refusal) return { ...row, error: refusal };
    try {
      return { ...row, ...(await look(plan, wanted)) };
    } catch (error) {
      if (!(error instanceof EcdError)) throw error;
      return { ...row, action: 'unknown', error: callFailure(error) };
    }
  }

  return async function forecastDistribution(plan: DistributionPlan): Promise<DistributionForecast> {
    const destinations = await Promise.all(plan.destinations.map((wanted) => forecast(plan, wanted)));
    return { source: plan.source, destinations };
  };
}
