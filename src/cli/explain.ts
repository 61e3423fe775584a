// Every error as an exit code and as text that says what to do.
import {
  DistributionFailedError,
  DistributionIncompleteError,
  type DistributionResult,
  ErrorType,
  InvalidInputError,
  TemporalUnreachableError,
} from '../client';
import { GrpcStatus, grpcStatusOf } from '../client/internal';
import { ExitCode } from './exit-code';
import { UsageError } from './usage-error';

const DENIED: ReadonlySet<number | undefined> = new Set([GrpcStatus.PERMISSION_DENIED, GrpcStatus.UNAUTHENTICATED]);
const LOST: ReadonlySet<number | undefined> = new Set([GrpcStatus.UNAVAILABLE, GrpcStatus.DEADLINE_EXCEEDED]);

/** Whether the connection to Temporal was lost: what was started goes on. */
export function isConnectionLost(error: unknown): boolean {
  return LOST.has(grpcStatusOf(error));
}

/** The exit code of a command that ended with this error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError || error instanceof InvalidInputError) return ExitCode.WrongUsage;
  if (error instanceof DistributionIncompleteError) {
    return isDeniedEverywhere(error.result) ? ExitCode.NoPermission : ExitCode.SomeFailed;
  }
  const isDenied = error instanceof DistributionFailedError && error.type === ErrorType.NoPermission;
  return isDenied || DENIED.has(grpcStatusOf(error)) ? ExitCode.NoPermission : ExitCode.Failed;
}

/** What went wrong and what to do, for people. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof InvalidInputError) return `The request is not right:\n  ${error.findings.join('\n  ')}`;
  const { message } = error;
  if (error instanceof TemporalUnreachableError) {
    return `${message}\nOn this machine: temporal server start-dev`;
  }
  const cause = error.cause instanceof Error && grpcStatusOf(error) !== undefined ? `: ${error.cause.message}` : '';
  if (!DENIED.has(grpcStatusOf(error))) return `${message}${cause}`;
  return `${message}${cause}\nTemporal refuses these credentials: check TEMPORAL_API_KEY, the TLS settings and the namespace.`;
}

/** Nothing is done, and every destination was denied. */
function isDeniedEverywhere({ destinations }: DistributionResult): boolean {
  return destinations.length > 0 && destinations.every(({ error }) => error?.type === ErrorType.NoPermission);
}
