// What shows a distribution while somebody waits for it.
import type { DistributionStatus } from '../client';

/** Shows where a distribution stands. */
export interface StatusView {
  show(status: DistributionStatus): void;
  /** Something that people should know now. */
  note(text: string): void;
  /** Ends the view; nothing may be shown after it. */
  end(): Promise<void>;
}
