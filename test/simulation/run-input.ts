// What a run of a copy is started with, and what it then works on: as prepare-copy.ts puts it together.
import { inheritedSettle } from '../../src/protocol/previous-run';
import type { WantedCopy } from '../../src/protocol/run-effects';
import type { PreviousRun } from '../../src/shared/copy';
import { SOURCE_PROPERTIES } from './model-image';
import type { ModelRun } from './model-run';
import { timing } from './settings';

/** What a run is started with. */
export interface RunInput {
  wanted: Omit<
    WantedCopy,
    | 'originalRunId'
    | 'beganAt'
    | 'deadline'
    | 'terms'
    | 'source'
    | 'interruptedAt'
    | 'interruptedSince'
    | 'knownImageId'
    | 'suspectImageIds'
  >;
  copyTimeoutMs: number;
  /** A run that a parent starts has its phase at once. */
  hasParent: boolean;
  /** What the parent saw; undefined: the run has to find out itself. */
  previousRun?: PreviousRun | undefined;
  /** Its input is found to be wrong. */
  isRefused: boolean;
}

export function wantedCopy(
  { workflow, input, original, startTime }: ModelRun,
  previousRun: PreviousRun,
  now: number,
): WantedCopy {
  const { copyKey, source } = workflow;
  const { copyTimeoutMs } = input;
  return {
    ...input.wanted,
    source,
    terms: { copyKey, sourceProperties: SOURCE_PROPERTIES, copyTimeoutMs, timing },
    originalRunId: original.runId,
    beganAt: startTime,
    deadline: now + copyTimeoutMs,
    knownImageId: previousRun.imageId,
    suspectImageIds: previousRun.suspectImageIds,
    interruptedSince: previousRun.startTime,
    interruptedAt: inheritedSettle(previousRun, now),
  };
}
