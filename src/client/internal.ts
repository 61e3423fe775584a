// What the command line uses of the client beyond its public API, `index.ts`. Users of the package cannot import it.
export { checkInput } from './check-input';
export { readConnectConfig } from './connect';
export { GrpcStatus, grpcStatusOf } from './grpc-status';
