// Durations as people write them.
import { msToNumber } from '@temporalio/common/lib/time';

/**
 * Milliseconds of a text such as `30s`, `22m` or `6h`; undefined for what is no duration above zero. A number without a
 * unit is none: one who writes 6 means hours, and would get milliseconds.
 */
export function durationMs(text: string): number | undefined {
  if (!/[a-z]$/i.test(text)) return undefined;
  try {
    // The type wants a literal; what is no duration throws.
    const milliseconds = msToNumber(text as '1s');
    return milliseconds > 0 ? milliseconds : undefined;
  } catch {
    return undefined;
  }
}
