// Compiles src/ to lib/ and puts the workflow bundle beside it, so that a worker starts without webpack.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

rmSync(`${root}lib`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}tsconfig.json`], {
  stdio: ['ignore', 2, 2],
});

const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
const { code } = await bundleWorkflowCode({
  workflowsPath: `${root}lib/workflows/index.js`,
  payloadConverterPath: `${root}lib/shared/payload-converter.js`,
  logger: new DefaultLogger('ERROR'),
});
writeFileSync(`${root}lib/workflow-bundle.js`, code);
