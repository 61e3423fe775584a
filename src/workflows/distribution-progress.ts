// Where every destination of a distribution stands, and everyone who is told of it.
import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { CopyRun } from '../shared/activities';
import type { CheckedRequest } from '../shared/checked-request';
import type {
  DestinationResult,
  DestinationStatus,
  DistributionResult,
  DistributionStatus,
} from '../shared/distribution';
import { temporalActivities } from './activity-options';
import { distributionStatusQuery } from './messages';
import { distributionDetails } from './presentation';

/** One destination's row. */
export interface DestinationRow {
  update(change: Partial<DestinationStatus>): void;
  /** `cancelledRun`: it left no result, and its row is in its memo. */
  end(result: DestinationResult, cancelledRun?: CopyRun): void;
}

/** The progress of this workflow run: one a run. */
export class DistributionProgress {
  /** The source is that of the checked request: before it, nobody knows that there is one. */
  private readonly status: DistributionStatus = { source: { regionId: '', imageId: '' }, destinations: [] };
  private readonly results = new Map<number, DestinationResult>();
  private readonly cancelledRuns = new Map<number, CopyRun>();

  constructor() {
    setHandler(distributionStatusQuery, () => this.status, { description: 'The result so far' });
  }

  checked({ source, destinations }: CheckedRequest): void {
    this.status.source = source;
    this.status.destinations = destinations.map(({ regionId, imageName }) => ({
      regionId,
      imageName,
      phase: 'queued',
    }));
    this.show();
  }

  row(index: number): DestinationRow {
    return {
      update: (change) => this.update(index, change),
      end: (result, cancelledRun) => {
        this.results.set(index, result);
        if (cancelledRun) this.cancelledRuns.set(index, cancelledRun);
        this.update(index, { ...result, phase: 'done' });
      },
    };
  }

  /** The whole table, with what cancelled destinations left in their memos. */
  async result(): Promise<DistributionResult> {
    await this.readCancelledRuns();
    const destinations = [...this.results].sort(([a], [b]) => a - b).map(([, result]) => result);
    return { source: this.status.source, destinations };
  }

  private async readCancelledRuns(): Promise<void> {
    if (this.cancelledRuns.size === 0) return;
    const { readCopyResults } = temporalActivities('Read what the cancelled copies left');
    const rows = await readCopyResults([...this.cancelledRuns.values()]);
    [...this.cancelledRuns.keys()].forEach((index, position) => {
      const row = rows[position];
      if (row) this.row(index).end(row);
    });
  }

  private update(index: number, change: Partial<DestinationStatus>): void {
    const row = this.status.destinations[index];
    if (row) Object.assign(row, change);
    this.show();
  }

  private show(): void {
    setCurrentDetails(distributionDetails(this.status));
  }
}
