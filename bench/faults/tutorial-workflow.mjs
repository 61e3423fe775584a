// The workflow of the tutorial: three activities, one after the other, with Temporal's default retry policy.
import { proxyActivities } from '@temporalio/workflow';

// The default policy 50 times as fast: its delays grow from 1 s to 100 s there. It has no end there, either: here an
// activity is given up after 35 s.
const { copyImage, untilAvailable, shareImage } = proxyActivities({
  startToCloseTimeout: '35s',
  scheduleToCloseTimeout: '35s',
  retry: { initialInterval: '20ms' },
});

/** Gives the id of the copy. */
export async function copyAndShare({ source, copy, shareWith }) {
  const imageId = await copyImage(source, copy);
  await untilAvailable(copy.regionId, imageId);
  await shareImage({ regionId: copy.regionId, imageId, shareWith });
  return imageId;
}
