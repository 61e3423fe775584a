// The adapter to Alibaba Cloud's ECD. It knows the cloud, and nothing of Temporal or of this program's settings.
export type { EcdClientOptions } from './call';
export { createEcdClient } from './create-client';
export { CredentialsError, createCredential, type EcdCredential, type StaticKeys } from './credentials';
export type { CallOutcome, CopyImageRequest, EcdAnswer, EcdClient, EcdImage, SendOptions } from './ecd-client';
export { type CallSubject, EcdError, type FailureFacts } from './ecd-error';
export { parseEndpoint } from './endpoint';
export type { FailureKind } from './failure-kind';
export { ECD_REGION_IDS, isRegionId } from './regions';
export { LONGEST_RETRY_AFTER_MS } from './retry-after';
