// The project's own client: one distribution per image name, to the regions that want it.
import api from '../../lib/client/index.js';
import { runJob } from './job.mjs';

const { connect, DistributionIncompleteError, ImageDistributor } = api;

function toRequests({ source, shareWith, wanted }) {
  const names = [...new Set(wanted.map(({ imageName }) => imageName))];
  return names.map((imageName) => ({
    source,
    shareWith,
    imageName,
    destinations: wanted.filter((copy) => copy.imageName === imageName).map(({ regionId }) => ({ regionId })),
  }));
}

async function tableOf(run) {
  try {
    return await run.result();
  } catch (error) {
    if (error instanceof DistributionIncompleteError) return error.result;
    throw error;
  }
}

const client = await connect({ address: process.env.TEMPORAL_ADDRESS });
const distributor = new ImageDistributor(client);

await runJob(async (job) => {
  const runs = toRequests(job).map(async (request) => tableOf(await distributor.start(request)));
  const rows = (await Promise.all(runs)).flatMap(({ destinations }) => destinations);
  return rows.map(({ regionId, imageName, imageId, outcome }) => ({
    regionId,
    imageName,
    imageId,
    done: outcome === 'copied' || outcome === 'adopted',
  }));
});
await client.connection.close();
