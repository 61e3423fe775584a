// How a run ended, as the client's errors.
import {
  ApplicationFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
  type WorkflowExecutionDescription,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { rootCause } from '@temporalio/common';
import type { DistributionResult } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { sourceImageAttribute } from '../shared/search-attributes';
import { RESULT_MEMO } from '../shared/workflow-types';
import {
  DistributionCancelledError,
  type DistributionError,
  DistributionFailedError,
  DistributionIncompleteError,
  DistributionNotFoundError,
  InvalidInputError,
} from './errors';

/** The parts of a run's description that tell how it ended. */
export type EndedRun = Pick<WorkflowExecutionDescription, 'memo' | 'typedSearchAttributes'>;

/**
 * Turns what a call about a run threw into an error of the client; what is none of the run's own, such as a lost
 * connection, comes back as it is. `describe` is asked only about a cancelled run.
 */
export async function runError(
  error: unknown,
  workflowId: string,
  describe: () => Promise<EndedRun>,
): Promise<unknown> {
  if (error instanceof WorkflowNotFoundError) {
    return new DistributionNotFoundError(`There is no run ${workflowId} in this namespace.`, workflowId, {
      cause: error,
    });
  }
  if (!(error instanceof WorkflowFailedError)) return error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) {
    return new DistributionCancelledError(workflowId, cancelledResult(await describe()), { cause });
  }
  return cause instanceof ApplicationFailure
    ? ofApplicationFailure(cause, workflowId)
    : withoutTable(cause, workflowId);
}

/** A cancelled run leaves its table in its memo, once its request had been checked. */
function cancelledResult({ memo, typedSearchAttributes }: EndedRun): DistributionResult {
  const result = memo?.[RESULT_MEMO] as DistributionResult | undefined;
  const imageId = typedSearchAttributes.get(sourceImageAttribute) ?? '';
  return result ?? { source: { regionId: '', imageId }, destinations: [] };
}

function ofApplicationFailure(failure: ApplicationFailure, workflowId: string): DistributionError {
  const { message, type, details } = failure;
  const [detail] = details ?? [];
  const options = { cause: failure };
  switch (type) {
    case ErrorType.DistributionIncomplete:
      return new DistributionIncompleteError(message, workflowId, detail as DistributionResult, options);
    case ErrorType.InvalidInput:
      return new InvalidInputError(message, workflowId, (detail as string[] | undefined) ?? [message], options);
    default: {
      const hint = (detail as { hint?: string } | undefined)?.hint;
      return new DistributionFailedError(hint ? `${message} ${hint}` : message, workflowId, type ?? 'Error', options);
    }
  }
}

function withoutTable(cause: Error | undefined, workflowId: string): DistributionError {
  const again = 'Start the same request again: it finds what is there and does the rest.';
  if (cause instanceof TerminatedFailure) {
    return new DistributionFailedError(
      `${workflowId} was terminated (${cause.message}). Its copies may go on in the cloud. ${again}`,
      workflowId,
      ErrorType.Terminated,
      { cause },
    );
  }
  const type = cause instanceof TimeoutFailure ? 'TimedOut' : (cause?.name ?? 'Error');
  const reason = rootCause(cause) ?? 'no reason is known';
  return new DistributionFailedError(`${workflowId} failed: ${reason}. ${again}`, workflowId, type, { cause });
}
