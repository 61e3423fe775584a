// What tests need that run workflows in their own process.
import { join } from 'node:path';

/** Built by `scripts/build.mjs`. */
export const WORKFLOW_BUNDLE = join(__dirname, '../../lib/workflow-bundle.js');
