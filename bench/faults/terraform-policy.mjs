// The policy of Terraform's `alicloud_ecd_image`: no look before; the create is repeated when no answer came, at a
// status of 500 or more, and when throttled, for as long as the resource's create timeout lasts.
import { setTimeout as sleep } from 'node:timers/promises';
import { copyRequest, runScript } from './cloud.mjs';
import { WAIT_LIMIT_MS } from './job.mjs';

/** 3 s there. */
const DELAY_MS = 60;

function isRepeated({ statusCode, kind }) {
  return statusCode === undefined || statusCode >= 500 || kind === 'throttled';
}

await runScript(async (cloud, source, copy) => {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    try {
      return (await cloud.copyImage(copyRequest(source, copy))).value.imageId;
    } catch (error) {
      if (!isRepeated(error) || Date.now() > deadline) throw error;
      await sleep(DELAY_MS);
    }
  }
});
