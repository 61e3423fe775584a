// What activities give goes into histories and rows: of the duplicates of a copy, a few.
import { MAX_NAMED_DUPLICATES } from '../shared/limits';

/** The same, with the first ten duplicates. */
export function fewDuplicates<T extends { duplicates: string[] }>(found: T): T {
  return { ...found, duplicates: found.duplicates.slice(0, MAX_NAMED_DUPLICATES) };
}
