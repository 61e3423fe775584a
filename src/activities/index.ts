// All activities of a worker, over the cloud adapter and a Temporal client.
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { EcdClient } from '../ecd';
import type { AttemptCopyInput, CopyAttempt } from '../shared/copy';
import { attemptCopy } from './attempt-copy';
import { createAwaitCopy } from './await-copy';
import { createAwaitCopyId } from './await-copy-id';
import { createAwaitImage } from './await-image';
import { createCancelCopy } from './cancel-copy';
import { isAwaited } from './fence';
import { createFindPreviousRun } from './find-previous-run';
import { createForecastDistribution } from './forecast-distribution';
import { createMakePlan, type DistributionSettings } from './make-plan';
import { createReadCopyResults } from './read-copy-results';
import { createImageReads, type ImageReads } from './regional-reads';
import { createShareImage } from './share-image';

/** What the activities work with. */
export interface ActivityDependencies {
  ecd: EcdClient;
  client: Client;
  settings: DistributionSettings;
}

/** The type that workflows make their proxies from. */
export type Activities = ReturnType<typeof createActivities>;

function createAttemptCopy(ecd: EcdClient, reads: ImageReads, client: Client) {
  return async function attemptCopyActivity(input: AttemptCopyInput): Promise<CopyAttempt> {
    const effects = {
      reads,
      copyImage: async (request: Parameters<EcdClient['copyImage']>[0], date: number) => {
        const { value, requestId } = await ecd.copyImage(request, { date: new Date(date) });
        return { imageId: value.imageId, requestId };
      },
      isAwaited: () => isAwaited(client),
      now: () => Date.now(),
      runId: activityInfo().workflowExecution?.runId ?? '',
    };
    return attemptCopy(effects, input);
  };
}

/** Makes the activities; one set serves both task queues. */
export function createActivities({ ecd, client, settings }: ActivityDependencies) {
  const reads = createImageReads(ecd);
  return {
    makePlan: createMakePlan(ecd, settings),
    forecastDistribution: createForecastDistribution(reads),
    awaitCopyId: createAwaitCopyId(client),
    findPreviousRun: createFindPreviousRun(client),
    attemptCopy: createAttemptCopy(ecd, reads, client),
    awaitCopy: createAwaitCopy(reads),
    awaitImage: createAwaitImage(reads),
    shareImage: createShareImage(ecd, reads, client),
    cancelCopy: createCancelCopy(ecd, reads),
    readCopyResults: createReadCopyResults(client),
  };
}
