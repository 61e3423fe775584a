// Compares what callers were told with what the emulated cloud holds: the truth that no caller can talk round.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DestinationResult } from '../../src/shared/distribution';
import type { TestEmulator } from './emulator';

/** What went wrong, as image names or ids; all empty when nothing did. */
export interface Verdict {
  wanted: number;
  made: number;
  /** Copies with more than one image. */
  doubled: string[];
  /** Wanted copies without an image. */
  lost: string[];
  /** Told done, but not Available. */
  falselyAvailable: string[];
  /** Told done, but an account is missing. */
  falselyShared: string[];
  copyCalls: number;
}

/** A copy that was wanted, and the row that its caller got. */
export interface ToldCopy {
  row: DestinationResult;
  shareWith: readonly string[];
}

/** Looks at everything after a quiet period of `quietMs`, in which late calls take effect. */
export async function verdictOf(emulator: TestEmulator, told: readonly ToldCopy[], quietMs: number): Promise<Verdict> {
  await sleep(quietMs);
  const images = await emulator.images();
  const verdict: Verdict = {
    wanted: told.length,
    made: 0,
    doubled: [],
    lost: [],
    falselyAvailable: [],
    falselyShared: [],
    copyCalls: (await emulator.ledger('CopyImage')).length,
  };
  for (const { row, shareWith } of told) {
    const name = `${row.imageName} in ${row.regionId}`;
    const own = images.filter(({ regionId, image }) => regionId === row.regionId && image.Name === row.imageName);
    const working = own.filter(({ image }) => image.Status !== 'CreateFailed');
    verdict.made += working.length;
    if (working.length > 1) verdict.doubled.push(name);
    if (working.length === 0) verdict.lost.push(name);
    const isDone = row.outcome === 'copied' || row.outcome === 'adopted';
    const named = own.find(({ image }) => image.ImageId === row.imageId);
    if (isDone && named?.image.Status !== 'Available') verdict.falselyAvailable.push(name);
    if (isDone && !shareWith.every((account) => named?.sharedWith.includes(account))) verdict.falselyShared.push(name);
  }
  return verdict;
}
