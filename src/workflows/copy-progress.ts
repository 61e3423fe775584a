// Where one copy stands, and everyone who is told of it: the query, the search attributes, the web UI, the result.
import {
  CancellationScope,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CopyAndShareImageInput, FoundCopy } from '../shared/copy';
import type {
  DestinationError,
  DestinationOutcome,
  DestinationPhase,
  DestinationResult,
  DestinationStatus,
} from '../shared/distribution';
import {
  destinationRegionAttribute,
  imageIdAttribute,
  phaseAttribute,
  sourceImageAttribute,
} from '../shared/search-attributes';
import { copyStatusQuery } from './messages';
import { copyDetails } from './presentation';

/** What `shareImage` adds to a row. */
export interface Sharing {
  sharedWith: string[];
  duplicates: string[];
  requestIds: string[];
}

/** The progress of this workflow run: one a run. */
export class CopyProgress {
  /** The image that stands for the copy, once there is one. */
  copy: FoundCopy | undefined;
  private phase: DestinationPhase = 'copying';
  private settlesUntil: string | undefined;
  private sharing: Sharing | undefined;
  private readonly startedAt = new Date(Date.now()).toISOString();
  private readonly run = CancellationScope.current();

  constructor(private readonly input: CopyAndShareImageInput) {
    setHandler(copyStatusQuery, () => this.status(), { description: 'The destination so far' });
    // A parent sets these at the start, which costs no event; a run started by hand has to.
    if (!workflowInfo().typedSearchAttributes.get(phaseAttribute)) {
      upsertSearchAttributes([
        { key: sourceImageAttribute, value: input.source.imageId },
        { key: destinationRegionAttribute, value: input.destination.regionId },
        { key: phaseAttribute, value: 'copying' },
      ]);
    }
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

  waiting(copy: FoundCopy): void {
    this.copy = copy;
    this.enter('waiting');
    upsertSearchAttributes([
      { key: phaseAttribute, value: 'waiting' },
      { key: imageIdAttribute, value: copy.imageId },
    ]);
  }

  sharingBegins(): void {
    this.enter('sharing');
    upsertSearchAttributes([{ key: phaseAttribute, value: 'sharing' }]);
  }

  shared(sharing: Sharing): void {
    this.sharing = sharing;
  }

  cancelling(): void {
    this.enter('cancelling');
  }

  /** The row of the result. */
  result(outcome: DestinationOutcome, imageId: string | undefined, error?: DestinationError): DestinationResult {
    this.enter('done');
    const row: DestinationResult = {
      ...this.found(),
      ...(imageId !== undefined && { imageId }),
      outcome,
      finishedAt: new Date(Date.now()).toISOString(),
      ...(error && { error }),
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

  private found() {
    const { regionId, imageName } = this.input.destination;
    const { copy, sharing, startedAt } = this;
    return {
      regionId,
      imageName,
      ...(copy?.foreign && { foreign: true }),
      sharedWith: sharing?.sharedWith ?? [],
      duplicates: sharing?.duplicates ?? copy?.duplicates ?? [],
      requestIds: {
        ...(copy?.requestId !== undefined && { copy: copy.requestId }),
        ...(sharing && sharing.requestIds.length > 0 && { share: sharing.requestIds }),
      },
      startedAt,
    };
  }

  private status(): DestinationStatus {
    const phase = this.phase === 'settling' && this.run.consideredCancelled ? 'settling-before-cancel' : this.phase;
    return {
      ...this.found(),
      ...(this.copy && { imageId: this.copy.imageId }),
      phase,
      ...(this.settlesUntil !== undefined && phase.startsWith('settling') && { settlesUntil: this.settlesUntil }),
    };
  }
}
