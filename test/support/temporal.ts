// A real Temporal server for one test file.
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/** The CLI that `scripts/setup.mjs` links. */
export const TEMPORAL_CLI = join(__dirname, '../../node_modules/.cache/ecd-image-distributor/temporal');

/** Built by `scripts/build.mjs`. */
export const WORKFLOW_BUNDLE = join(__dirname, '../../lib/workflow-bundle.js');

/** Without it the dev server fires timers and retries up to a second late. */
export const PROMPT_TIMERS = ['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="0s"'];

let isInstalled = false;

/** Starts a dev server; `extraArgs` go to `temporal server start-dev`, and a `uiPort` brings the web UI. */
export function startTemporal(extraArgs: string[] = [], uiPort?: number): Promise<TestWorkflowEnvironment> {
  if (!isInstalled) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isInstalled = true;
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: TEMPORAL_CLI },
      extraArgs: [...PROMPT_TIMERS, ...extraArgs],
      ...(uiPort !== undefined && { ui: true, uiPort }),
    },
  });
}
