// A request checked against a cloud of three regions and one golden image.
import { ApplicationFailure } from '@temporalio/common';
import { createCheckRequest } from '../../src/activities/check-request';
import type { DistributionSettings } from '../../src/activities/settings';
import type { EcdClient, EcdImage } from '../../src/ecd';
import { TEST_TIMING } from '../support/timing';

export const source = { regionId: 'cn-hangzhou', imageId: 'm-golden' };
export const input = {
  source,
  imageName: 'office-2026-11',
  destinations: [{ regionId: 'cn-shanghai' }],
  shareWith: ['1234567890123456'],
};
export const image: EcdImage = {
  imageId: 'm-golden',
  name: 'golden',
  description: '',
  status: 'Available',
  imageType: 'CUSTOM',
  encrypted: false,
};

/** A cloud that can only be read. */
export function cloud(images: EcdImage[]): EcdClient {
  const answer = <T>(value: T) => Promise.resolve({ value, requestId: 'R' });
  const regionIds = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing'];
  return {
    describeRegions: () => answer(regionIds.map((regionId) => ({ regionId, localName: regionId }))),
    describeImages: () => answer(images),
  } as unknown as EcdClient;
}

export function check(request: unknown, images = [image], settings: Partial<DistributionSettings> = {}) {
  return createCheckRequest(cloud(images), { timing: TEST_TIMING, ...settings })(request);
}

export async function refusal(request: unknown, images = [image]): Promise<string> {
  const error = await check(request, images).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApplicationFailure);
  expect(error).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
  return (error as ApplicationFailure).message;
}
