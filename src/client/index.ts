// What `import 'ecd-image-distributor'` gives.
export type {
  DestinationInput,
  DestinationOutcome,
  DestinationPhase,
  DestinationResult,
  DestinationStatus,
  DistributeImageInput,
  DistributionResult,
  DistributionStatus,
  OnCancel,
  OnNameTaken,
  RequestIds,
  SourceImage,
} from '../shared/distribution';
export { ErrorType } from '../shared/error-types';
export type { DestinationPlan, DistributionPlan, PlannedAction } from '../shared/plan';
export type { Problem } from '../shared/problem';
export { TASK_QUEUE } from '../shared/task-queues';
export { WorkflowType } from '../shared/workflow-types';
export { type ConnectOptions, connect } from './connect';
export { DistributionHandle, type WatchOptions } from './distribution-handle';
export {
  DistributionCancelledError,
  DistributionError,
  DistributionFailedError,
  DistributionIncompleteError,
  DistributionNotFoundError,
  InvalidInputError,
  RequestIdConflictError,
  StatusUnavailableError,
  TemporalUnreachableError,
} from './errors';
export { ImageDistributor, type StartOptions } from './image-distributor';
