// The cloud calls of the programs that are no workers of the project: its own adapter, which sends every call once, so
// that a program's policy alone decides what is repeated.
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import ecd from '../../lib/ecd/index.js';
import { CALL_TIMEOUT_MS, runJob, WAIT_LIMIT_MS } from './job.mjs';

const POLL_MS = 200;
const COPIES_AT_ONCE = 10;

/** A client of the emulator that the environment names. */
export async function createCloud() {
  return ecd.createEcdClient({
    credential: await ecd.createCredential(),
    endpoint: process.env.ECD_ENDPOINT,
    callTimeoutMs: CALL_TIMEOUT_MS,
  });
}

/** The parameters of CopyImage for a wanted copy. */
export function copyRequest(source, { regionId, imageName }) {
  return {
    ...source,
    destinationRegionId: regionId,
    destinationImageName: imageName,
    destinationDescription: 'A copy of the golden image',
  };
}

/** Polls until the image is Available. Throws when its copy failed or the time is up. */
export async function untilAvailable(cloud, regionId, imageId) {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  while (Date.now() < deadline) {
    const { value } = await cloud.describeImages({ regionId, imageIds: [imageId] });
    if (value[0]?.status === 'Available') return;
    if (value[0]?.status === 'CreateFailed') break;
    await sleep(POLL_MS);
  }
  throw new Error(`${imageId} in ${regionId} did not get Available`);
}

/** Shares an image with all accounts. */
export function share(cloud, { regionId, imageId, shareWith }) {
  return cloud.modifyImagePermission({ regionId, imageId, addAccounts: shareWith });
}

/**
 * Runs a program that makes some copies at once. `create` gives the image of a wanted copy; then it is waited for and
 * shared. A copy whose wait failed is shared all the same where `sharesAnyway`.
 */
export async function runScript(create, { sharesAnyway = false } = {}) {
  const cloud = await createCloud();
  const limit = pLimit(COPIES_AT_ONCE);
  const finish = async (job, copy) => {
    const told = { ...copy, done: false };
    try {
      told.imageId = await create(cloud, job.source, copy);
      await untilAvailable(cloud, copy.regionId, told.imageId).catch((error) => {
        if (!sharesAnyway) throw error;
      });
      await share(cloud, { ...told, shareWith: job.shareWith });
      return { ...told, done: true };
    } catch {
      return told;
    }
  };
  await runJob((job) => Promise.all(job.wanted.map((copy) => limit(finish, job, copy))));
}
