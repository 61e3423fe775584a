// What a copy has to know before it begins: its terms, and whether an earlier run of it may have a call under way. Terms
// and evidence count from a parent only; a run that was started by hand gets both itself, and has its input checked.
import { ApplicationFailure, CancellationScope, workflowInfo } from '@temporalio/workflow';
import { inheritedSettle, withRecordOf } from '../protocol/previous-run';
import type { WantedCopy } from '../protocol/run-effects';
import { PREVIOUS_RUN_EVIDENCE_MS } from '../protocol/timing';
import type { PreviousRun } from '../shared/copy';
import type { DistributeImageInput } from '../shared/distribution';
import { copyWorkflowId } from '../shared/ids';
import { temporalActivities } from './activity-options';
import { checkedRequest } from './checked-request';
import { type ParentsInput, parentsInput } from './parents-input';
import { disclaim, keepRecord } from './run-record';
import { invalidInput, refuseUnusable } from './usable-input';

/** What was asked for, with every rule checked. */
type CheckedCopy = Pick<WantedCopy, 'source' | 'destination' | 'onNameTaken' | 'onCancel' | 'terms'>;

/**
 * Not cancellable: a run that ends here would leave an inherited settle. Fails with `InvalidInput` where the input breaks
 * a rule, or where the run has not the one id that owns the copy; nothing was written then.
 */
export function prepareCopy(input: unknown): Promise<WantedCopy> {
  return CancellationScope.nonCancellable(async () => {
    const fromParent = parentsInput(input);
    if (!fromParent) disclaim();
    refuseUnusable(input);
    const previousRun = await evidenceOf(fromParent?.previousRun);
    keepRecord(previousRun);
    const copy = fromParent ? copyOf(fromParent) : await checkedCopy(input);
    ownsCopy(copy);
    const beganAt = workflowInfo().startTime.getTime();
    return {
      ...copy,
      originalRunId: workflowInfo().originalExecutionRunId,
      beganAt,
      // From now: a run that waited for a worker has lost no time of its copy.
      deadline: Date.now() + copy.terms.copyTimeoutMs,
      knownImageId: previousRun.imageId,
      suspectImageIds: previousRun.suspectImageIds,
      interruptedSince: previousRun.startTime,
      interruptedAt: inheritedSettle(previousRun, Date.now()),
    };
  });
}

function copyOf({ source, destination, onNameTaken, onCancel, terms }: ParentsInput): CheckedCopy {
  return { source, destination, onNameTaken: onNameTaken ?? 'fail', onCancel: onCancel ?? 'cancel-copy', terms };
}

/** What the parent saw counts for as long as no other run can have come and gone since. */
async function evidenceOf(previousRun: PreviousRun | undefined): Promise<PreviousRun> {
  const { startTime, attempt } = workflowInfo();
  const ageMs = startTime.getTime() - (previousRun?.checkedAt ?? 0);
  // Nothing was seen in the future, and a run that Temporal tries again comes after one that its parent did not see.
  const isFresh = previousRun && attempt === 1 && Math.abs(ageMs) <= PREVIOUS_RUN_EVIDENCE_MS;
  if (isFresh) return previousRun;
  const found = await temporalActivities('Look for earlier runs of this copy').findPreviousRun();
  return withRecordOf(previousRun, found);
}

/** A run started by hand is checked as a distribution to one destination: nothing of its input is taken for granted. */
async function checkedCopy(input: unknown): Promise<CheckedCopy> {
  const { source, destinations, onNameTaken, onCancel, ...terms } = await checkedRequest(distributionOf(input));
  const [only] = destinations;
  if (!only) throw invalidInput('destination: there is none');
  const { copyKey, refusal, ...destination } = only;
  if (refusal) {
    const { message, type, ...rest } = refusal;
    throw ApplicationFailure.nonRetryable(message, type, rest);
  }
  const { sourceProperties, copyTimeoutMs, timing } = terms;
  return { source, destination, onNameTaken, onCancel, terms: { copyKey, sourceProperties, copyTimeoutMs, timing } };
}

/** The distribution that a copy is. What is no object goes on as it is: the check says so. */
function distributionOf(input: unknown): DistributeImageInput {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input as DistributeImageInput;
  const { source, destination, onNameTaken, onCancel, terms, previousRun, ...unknown } = input as Record<
    string,
    unknown
  >;
  const [field] = Object.keys(unknown);
  if (field !== undefined) throw invalidInput(`input: Unrecognized key: "${field.slice(0, MAX_FIELD_LENGTH)}"`);
  const { imageName, shareWith } = (destination ?? {}) as { imageName?: unknown; shareWith?: unknown };
  const request = { source, imageName, shareWith, destinations: [destination], onNameTaken, onCancel };
  return request as DistributeImageInput;
}

const MAX_FIELD_LENGTH = 100;

/** The id is the lock: a run of any other id would make a second image. */
function ownsCopy({ source, destination }: Pick<CheckedCopy, 'source' | 'destination'>): void {
  const wanted = copyWorkflowId(source, destination);
  const { workflowId } = workflowInfo();
  if (workflowId === wanted) return;
  throw invalidInput(
    `workflow id: a run of this copy must have the id ${wanted}, so that no other run makes it too; this one has ${workflowId}. Start it with that id, or start distributeImage, which needs none`,
  );
}
