// A whole world for a test file: a Temporal server, the emulator, and workers in this process on the real adapter.
import { readFileSync } from 'node:fs';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createActivities } from '../../src/activities';
import type { DistributionSettings } from '../../src/activities/make-plan';
import { ImageDistributor } from '../../src/client';
import { createCredential, createEcdClient, type EcdClient } from '../../src/ecd';
import type { DistributeImageInput } from '../../src/shared/distribution';
import type { Timing } from '../../src/shared/timing';
import { createWorkers, runWorkers } from '../../src/worker/create-workers';
import { registerSearchAttributes } from '../../src/worker/search-attributes';
import { startTestEmulator, type TestEmulator } from './emulator';
import { startTemporal, WORKFLOW_BUNDLE } from './temporal';

/** The settle window of 22 minutes in 4 seconds: everything that depends on it is 330 times as fast. */
export const TEST_TIMING: Timing = {
  callTimeoutMs: 2_000,
  settleWindowMs: 4_000,
  pollMinMs: 100,
  pollMaxMs: 1_000,
  visibilityGraceMs: 1_000,
};

export interface World {
  temporal: TestWorkflowEnvironment;
  emulator: TestEmulator;
  distributor: ImageDistributor;
  ecd: EcdClient;
  close(): Promise<void>;
}

export interface WorldOptions {
  settings?: Partial<DistributionSettings>;
  /** Stands between the activities and the adapter: makes outcomes that no one can know. */
  wrap?: (ecd: EcdClient) => EcdClient;
  temporalArgs?: string[];
}
