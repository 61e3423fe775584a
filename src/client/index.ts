// What `import 'ecd-image-distributor'` gives.
export type {
  DestinationError,
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
export type { DestinationForecast, DistributionForecast, PlannedAction } from '../shared/plan';
export { ConnectError, type ConnectOptions, connect } from './connect';
export { DistributionHandle } from './distribution-handle';
export {
  DistributionCancelledError,
  DistributionFailedError,
  DistributionIncompleteError,
  InvalidInputError,
  NoWorkerError,
  RequestIdConflictError,
} from './errors';
export { ImageDistributor, type StartOptions } from './image-distributor';
export { requestHash } from './request-hash';
