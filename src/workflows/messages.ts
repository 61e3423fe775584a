// The query that the workflows answer.
import { defineQuery } from '@temporalio/workflow';
import type { DestinationStatus, DistributionStatus } from '../shared/distribution';
import { STATUS_QUERY } from '../shared/workflow-types';

/** `status` of `distributeImage`: the result so far, each row with its phase. */
export const distributionStatusQuery = defineQuery<DistributionStatus>(STATUS_QUERY);

/** `status` of `copyAndShareImage`: its own row. */
export const copyStatusQuery = defineQuery<DestinationStatus>(STATUS_QUERY);
