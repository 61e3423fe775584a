// The request that most tests start from.
import { DEFAULT_SOURCE } from '../../src/emulator';
import type { DistributeImageInput } from '../../src/shared/distribution';

/** The image that the emulator is seeded with. */
export const GOLDEN = { ...DEFAULT_SOURCE };

export const ACCOUNTS = ['1234567890123456', '1234567890123457', '9223372036854775807'];

/** One destination, three accounts. */
export function request(more: Partial<DistributeImageInput> = {}): DistributeImageInput {
  return {
    source: GOLDEN,
    imageName: 'office-2026-11',
    destinations: [{ regionId: 'cn-shanghai' }],
    shareWith: ACCOUNTS,
    ...more,
  };
}
