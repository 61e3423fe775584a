// The image that a CopyImage makes: how late it shows, and what becomes of its description.
import type { CopyRequest } from '../../src/protocol/cloud';
import type { Random } from './random';
import { HOUR_MS, type Hostility, MINUTE_MS } from './settings';

const MAX_VISIBILITY_MS = 3 * MINUTE_MS;

interface Birth {
  now: number;
  random: Random;
  hostility: Hostility;
}

export function newCopy({ destinationImageName, destinationDescription }: CopyRequest, birth: Birth) {
  const { now, random, hostility } = birth;
  const shownAt = now + (hostility.visibilityLate ? random.upTo(MAX_VISIBILITY_MS) : 0);
  const availableAt = now + random.between(5 * MINUTE_MS, 40 * MINUTE_MS);
  const { permissionNotYetMs } = hostility;
  return {
    name: destinationImageName,
    ...described(destinationDescription, { ...birth, shownAt, availableAt }),
    createdAt: now,
    shownAt,
    listedAt: shownAt + random.between(0, hostility.listedLateMs),
    availableAt,
    permittedAt: permissionNotYetMs > 0 ? availableAt + random.between(0, permissionNotYetMs) : now,
    fails: random.chance(hostility.createFailed),
  };
}

function described(
  text: string,
  { now, random, hostility, shownAt, availableAt }: Birth & { shownAt: number; availableAt: number },
) {
  switch (hostility.description) {
    case 'late':
      return { description: text, describedAt: random.between(shownAt, now + MAX_VISIBILITY_MS) };
    case 'very late':
      return { description: text, describedAt: now + random.between(MINUTE_MS, 2 * HOUR_MS) };
    case 'cut':
      return { description: text.slice(0, 30) };
    case 'empty':
      return { description: '' };
    case 'vanishes':
      return { description: text, undescribedAt: availableAt + random.between(0, 30 * MINUTE_MS) };
    case 'kept':
      return { description: text };
  }
}
