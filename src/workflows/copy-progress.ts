// Where one copy stands, and everyone who is told of it: the query, the search attributes, the web UI, the result.
import { CancellationScope, log, setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { CopyEnd } from '../protocol/run-copy';
import type { Shared } from '../shared/activities';
import type { Copy, Destination } from '../shared/copy';
import type {
  DestinationOutcome,
  DestinationPhase,
  DestinationResult,
  DestinationStatus,
} from '../shared/distribution';
import { imageIdAttribute, phaseAttribute } from '../shared/search-attributes';
import { copyStatusQuery } from './messages';
import { copyDetails } from './presentation';

/** The progress of this workflow run: one a run. */
export class CopyProgress {
  private copy: Copy | undefined;
  private phase: DestinationPhase = 'copying';
  private settlesUntil: string | undefined;
  private readonly startedAt = new Date(Date.now()).toISOString();
  private readonly run = CancellationScope.current();

  constructor(private readonly destination: Destination) {
    setHandler(copyStatusQuery, () => this.status(), { description: 'The destination so far' });
    this.show();
    // A settle goes on although the run is cancelled: people have to see that, and until when.
    this.run.cancelRequested.catch(() => this.show());
  }

  copying(): void {
    this.copy = undefined;
    if (this.phase === 'copying') return;
    this.enter('copying');
    upsertSearchAttributes([{ key: phaseAttribute, value: 'copying' }]);
  }

  /** `until` is in ms since the epoch. */
  settling(until: number): void {
    this.settlesUntil = new Date(until).toISOString();
    this.enter('settling');
    upsertSearchAttributes([{ key: phaseAttribute, value: 'settling' }]);
  }

  waiting(copy: Copy): void {
    this.copy = copy;
    this.enter('waiting');
    const phase = { key: phaseAttribute, value: 'waiting' };
    // The next run takes this record as evidence of its own copy, also where the marker is lost: never a foreign one.
    const imageId = { key: imageIdAttribute, value: copy.imageId };
    upsertSearchAttributes(copy.foreign ? [phase] : [phase, imageId]);
  }

  sharing(): void {
    this.enter('sharing');
    upsertSearchAttributes([{ key: phaseAttribute, value: 'sharing' }]);
  }

  cancelling(): void {
    this.enter('cancelling');
  }

  /** The row of the result. */
  ended(end: CopyEnd): DestinationResult {
    this.enter('done');
    const error = end.kind === 'done' ? undefined : end.problem;
    const row: DestinationResult = {
      ...this.found(end.copy, end.kind === 'cancelled' ? undefined : end.shared),
      imageId: end.kind === 'done' ? end.copy.imageId : end.imageId,
      outcome: outcomeOf(end),
      finishedAt: new Date(Date.now()).toISOString(),
      error,
    };
    setCurrentDetails(copyDetails({ ...row, phase: 'done' }));
    return row;
  }

  private enter(phase: DestinationPhase): void {
    this.phase = phase;
    log.info('phase', { phase, imageId: this.copy?.imageId });
    this.show();
  }

  private show(): void {
    setCurrentDetails(copyDetails(this.status()));
  }

  private status(): DestinationStatus {
    const phase = this.phase === 'settling' && this.run.consideredCancelled ? 'settling-before-cancel' : this.phase;
    const settlesUntil = phase.startsWith('settling') ? this.settlesUntil : undefined;
    return { ...this.found(this.copy), imageId: this.copy?.imageId, phase, settlesUntil };
  }

  private found(copy?: Copy, shared?: Shared) {
    const { regionId, imageName } = this.destination;
    return {
      regionId,
      imageName,
      foreign: copy?.foreign || undefined,
      sharedWith: shared?.sharedWith ?? [],
      duplicates: shared?.duplicates ?? copy?.duplicates ?? [],
      requestIds: { copy: copy?.requestId, share: shared?.requestIds.length ? shared.requestIds : undefined },
      startedAt: this.startedAt,
    };
  }
}

function outcomeOf(end: CopyEnd): DestinationOutcome {
  if (end.kind !== 'done') return end.kind;
  return end.copy.madeByThisRun ? 'copied' : 'adopted';
}
