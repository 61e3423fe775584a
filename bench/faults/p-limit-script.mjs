// The script that people write: some copies at once, each tried three times whatever went wrong.
import { setTimeout as sleep } from 'node:timers/promises';
import { copyRequest, runScript } from './cloud.mjs';

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 200;

async function withRetries(call) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(FIRST_DELAY_MS * 2 ** (attempt - 1));
    }
  }
}

await runScript(async (cloud, source, copy) => {
  const { value } = await withRetries(() => cloud.copyImage(copyRequest(source, copy)));
  return value.imageId;
});
