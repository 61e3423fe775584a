// As `ore aliyun copy-image` does: one look for the name before, whatever has it is taken for the copy; else a create,
// which the SDK below repeats up to three times at once when no answer came or its status is 500 or more.
import { copyRequest, runScript } from './cloud.mjs';

const CALLS = 4;

async function copyImage(cloud, request) {
  for (let call = 1; ; call++) {
    try {
      return (await cloud.copyImage(request)).value.imageId;
    } catch (error) {
      const isRepeated = error.statusCode === undefined || error.statusCode >= 500;
      if (!isRepeated || call === CALLS) throw error;
    }
  }
}

async function create(cloud, source, copy) {
  const { value } = await cloud.listImages({ regionId: copy.regionId });
  const present = value.images.find(({ name }) => name === copy.imageName);
  return present?.imageId ?? copyImage(cloud, copyRequest(source, copy));
}

await runScript(create, { sharesAnyway: true });
