// The worker: a process that hosts the workflows and the activities, and its configuration.
export { ConfigError, readWorkerConfig, type WorkerConfig } from './config';
export { runWorker } from './run-worker';
