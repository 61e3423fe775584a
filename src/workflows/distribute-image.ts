// The story of a distribution: check the request, run one child per destination behind a window, give the whole table.
import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CheckedRequest } from '../shared/checked-request';
import type { DestinationResult, DistributeImageInput, DistributionResult } from '../shared/distribution';
import { ErrorType } from '../shared/error-types';
import { sourceImageAttribute } from '../shared/search-attributes';
import { RESULT_MEMO } from '../shared/workflow-types';
import { checkedRequest } from './checked-request';
import { runDestination } from './destination-run';
import { DistributionProgress } from './distribution-progress';
import { StartPortions } from './start-portions';

/** One image to many regions, shared there: see `DistributeImageInput`. Green only if every destination is done. */
export async function distributeImage(input: DistributeImageInput): Promise<DistributionResult> {
  const run = CancellationScope.current();
  const progress = new DistributionProgress();
  const request = await checkedRequest(input);
  describeRun(request);
  progress.checked(request);
  await runAll(request, progress);
  const result = await CancellationScope.nonCancellable(() => progress.result());
  if (result.destinations.every(isDone)) return result;
  if (!run.consideredCancelled) throw incomplete(result);
  // A cancelled run keeps neither a result nor failure details.
  upsertMemo({ [RESULT_MEMO]: result });
  throw new CancelledFailure('The distribution was cancelled; its result is in the memo');
}

/** Set already where our client started the run. */
function describeRun({ source }: CheckedRequest): void {
  if (workflowInfo().typedSearchAttributes.get(sourceImageAttribute)) return;
  upsertSearchAttributes([{ key: sourceImageAttribute, value: source.imageId }]);
}

/** Works on all destinations, `maxConcurrent` at a time. No destination's end is another's. */
async function runAll(request: CheckedRequest, progress: DistributionProgress): Promise<void> {
  const waiting = request.destinations.entries();
  const run = { request, portions: new StartPortions() };
  const work = async () => {
    for (const [index, destination] of waiting) await runDestination(run, destination, progress.row(index));
  };
  await Promise.all(Array.from({ length: request.maxConcurrent }, work));
}

function isDone({ outcome }: DestinationResult): boolean {
  return outcome === 'copied' || outcome === 'adopted';
}

/** The table in the details has them all. */
const MAX_NAMED = 10;

function incomplete(result: DistributionResult): ApplicationFailure {
  const open = result.destinations.filter((row) => !isDone(row));
  const reasons = open.map(({ regionId, error, outcome }) => `${regionId} (${error?.type ?? outcome})`);
  const more = reasons.length > MAX_NAMED ? `, and ${reasons.length - MAX_NAMED} more` : '';
  const list = reasons.slice(0, MAX_NAMED).join(', ') + more;
  return ApplicationFailure.nonRetryable(
    `${open.length} of ${result.destinations.length} destinations are not done: ${list}`,
    ErrorType.DistributionIncomplete,
    result,
  );
}
