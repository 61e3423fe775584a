// The input of a distribution's child: the request was checked before the child was started, so its terms and evidence
// count. A child of anybody else may be given anything: what has not the shape of ours is checked as if started by hand.
import { workflowInfo } from '@temporalio/workflow';
import { PREVIOUS_RUN_EVIDENCE_MS } from '../protocol/timing';
import type { CopyAndShareImageInput, CopyTerms } from '../shared/copy';
import { isImageId } from '../shared/image-id';
import { MAX_SUSPECTS } from '../shared/limits';

/** What a distribution gives its children. */
export type ParentsInput = CopyAndShareImageInput & { terms: CopyTerms };

/** Undefined for a run without a parent, and for an input that no distribution gives. */
export function parentsInput(input: unknown): ParentsInput | undefined {
  return workflowInfo().parent && isParentsInput(input) ? input : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isParentsInput(input: unknown): input is ParentsInput {
  if (!isRecord(input)) return false;
  const { source, destination, terms, previousRun, onNameTaken, onCancel } = input;
  return (
    hasTexts(source, ['regionId', 'imageId']) &&
    isDestination(destination) &&
    isTerms(terms) &&
    (previousRun === undefined || isEvidence(previousRun)) &&
    [onNameTaken, onCancel].every(isTextOrNone)
  );
}

function isDestination(value: unknown): boolean {
  if (!hasTexts(value, ['regionId', 'imageName'])) return false;
  const { shareWith, description } = value;
  return isTexts(shareWith) && isTextOrNone(description);
}

function isTerms(value: unknown): boolean {
  if (!hasTexts(value, ['copyKey'])) return false;
  const { sourceProperties, copyTimeoutMs, timing } = value;
  const durations = ['callTimeoutMs', 'settleWindowMs', 'pollMinMs', 'pollMaxMs', 'visibilityGraceMs'];
  return (
    isRecord(sourceProperties) &&
    isDuration(copyTimeoutMs) &&
    isRecord(timing) &&
    durations.every((name) => isDuration(timing[name])) &&
    // Temporal refuses a first retry interval above the longest one, and the workflow task would fail again and again.
    Number(timing.pollMinMs) <= Number(timing.pollMaxMs)
  );
}

function isEvidence(value: unknown): boolean {
  if (!hasTexts(value, ['status'])) return false;
  const { checkedAt, startTime, closeTime, imageId, suspectImageIds = [] } = value;
  const hasTimes = isTime(checkedAt) && [startTime, closeTime].every((time) => time === undefined || isTime(time));
  const hasRecord = (imageId === undefined || isImageId(imageId)) && isSuspects(suspectImageIds);
  return hasTimes && hasRecord;
}

/** What was seen of a run lies in the past, by clocks that may differ. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= Date.now() + PREVIOUS_RUN_EVIDENCE_MS;
}

function isSuspects(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MAX_SUSPECTS && value.every(isImageId);
}

const MAX_DURATION_MS = 30 * 86_400_000;

/** Longer ones, or none, Temporal refuses for a timer or a timeout: the workflow task would fail again and again. */
function isDuration(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= MAX_DURATION_MS;
}

function hasTexts(value: unknown, names: readonly string[]): value is Fields {
  return isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
