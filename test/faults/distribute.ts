// A user whose answer to a red row is the same request again: a run repeated is a repair.
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@temporalio/client';
import { DistributionIncompleteError, type ImageDistributor } from '../../src/client';
import type { DestinationResult, DistributeImageInput } from '../../src/shared/distribution';

/** More repairs than that would be no tool. */
const MAX_PASSES = 5;

/** Asks the Temporal server until it is there to answer. */
async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      await sleep(500);
    }
  }
}

async function rowsOf(distributor: ImageDistributor, input: DistributeImageInput): Promise<DestinationResult[]> {
  const run = await persistently(() => distributor.start(input));
  try {
    return (await persistently(() => run.result())).destinations;
  } catch (error) {
    if (!(error instanceof DistributionIncompleteError)) throw error;
    return error.result.destinations;
  }
}

/** Requests the same again until every row is done. What is not done must say why, and what to do. */
async function distributeUntilDone(
  distributor: ImageDistributor,
  input: DistributeImageInput,
): Promise<DestinationResult[]> {
  for (let passes = 1; ; passes++) {
    const rows = await rowsOf(distributor, input);
    const undone = rows.filter(({ outcome }) => outcome !== 'copied' && outcome !== 'adopted');
    for (const { error } of undone) expect(error).toMatchObject({ type: expect.any(String), hint: expect.any(String) });
    if (undone.length === 0 || passes === MAX_PASSES) return rows;
  }
}

/** Many requests, so many of them at once: more would only queue in the Temporal server. */
export async function distributeAll(
  distributor: ImageDistributor,
  inputs: readonly DistributeImageInput[],
  atOnce: number,
): Promise<DestinationResult[]> {
  const waiting = inputs.values();
  const work = async () => {
    const rows: DestinationResult[] = [];
    for (const input of waiting) rows.push(...(await distributeUntilDone(distributor, input)));
    return rows;
  };
  return (await Promise.all(Array.from({ length: atOnce }, work))).flat();
}
