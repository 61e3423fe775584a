// All activities of a worker, over the cloud adapter and a Temporal client.
import type { Client } from '@temporalio/client';
import type { EcdClient } from '../ecd';
import type { Activities } from '../shared/activities';
import { createAttemptCopy } from './attempt-copy';
import { createAwaitAvailable } from './await-available';
import { createAwaitOwnership } from './await-ownership';
import { createCancelCopy } from './cancel-copy';
import { createCheckRequest } from './check-request';
import { cloudCalls } from './cloud';
import { createFindPreviousRun } from './find-previous-run';
import { createMakePlan } from './make-plan';
import { createReadCopyResults } from './read-copy-results';
import { createImageReads } from './regional-reads';
import type { DistributionSettings } from './settings';
import { createSettleCopy } from './settle-copy';
import { createShareImage } from './share-image';

export type { DistributionSettings } from './settings';

/** What the activities work with. */
export interface ActivityDependencies {
  ecd: EcdClient;
  client: Client;
  settings: DistributionSettings;
}

/** Makes the activities; one set serves both task queues. */
export function createActivities({ ecd, client, settings }: ActivityDependencies): Activities {
  const cloud = cloudCalls(ecd);
  const reads = createImageReads(cloud);
  return {
    checkRequest: createCheckRequest(ecd, settings),
    makePlan: createMakePlan(reads),
    awaitOwnership: createAwaitOwnership(client),
    findPreviousRun: createFindPreviousRun(client),
    attemptCopy: createAttemptCopy({ cloud, reads, client, settings }),
    settleCopy: createSettleCopy(reads, settings),
    awaitAvailable: createAwaitAvailable(reads),
    shareImage: createShareImage({ cloud, reads, client, settings }),
    cancelCopy: createCancelCopy({ cloud, reads, client }),
    readCopyResults: createReadCopyResults(client),
  };
}
