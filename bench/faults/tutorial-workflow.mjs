// The workflow of the tutorial: three activities, one after the other, with Temporal's default retry policy.
import { proxyActivities } from '@temporalio/workflow';

// The default policy has no end, and its first delay is 1 s. Here all is faster, and a copy that has got no answer by
// then is given up.
const { copyImage, untilAvailable, shareImage } = proxyActivities({
  startToCloseTimeout: '35s',
  scheduleToCloseTimeout: '35s',
  retry: { initialInterval: '100ms' },
});

/** Gives the id of the copy. */
export async function copyAndShare({ source, copy, shareWith }) {
  const imageId = await copyImage(source, copy);
  await untilAvailable(copy.regionId, imageId);
  await shareImage({ regionId: copy.regionId, imageId, shareWith });
  return imageId;
}
