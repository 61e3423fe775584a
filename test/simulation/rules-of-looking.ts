// Rules of what a look can be relied on for.
import type { ImageReads, Listing } from '../../src/protocol/cloud';
import { settleStep } from '../../src/protocol/settle-step';
import { waitStep } from '../../src/protocol/wait-step';
import type { Trouble } from './calm';
import type { Rule } from './rules';
import { HOUR_MS, MINUTE_MS } from './settings';
import type { Kind } from './watch';

const TWO: readonly Kind[] = ['images', 'in-flight', 'left-in-flight'];

/** Runs that no later one knows of, in a region where others work: only a listing tells what there is. */
const FORGOTTEN: Trouble = {
  hostility: { pageShifts: ['go', 'move'] },
  fate: { retentionMs: MINUTE_MS },
  people: { mostActions: 8, requestAfter: 1, pausesMs: [40 * MINUTE_MS] },
};

export const lookRules: readonly Rule[] = [
  {
    name: 'an attempt looks before it creates',
    trouble: {},
    without: {
      attempt: (effects) => {
        const { reads } = listing(effects, (shown) => ({ ...shown, images: [] }));
        return { ...effects, reads: { ...reads, describeImage: async () => undefined } };
      },
    },
    kinds: TWO,
  },
  {
    name: 'a listing of several pages is confirmed by another',
    trouble: FORGOTTEN,
    without: { attempt: (effects) => listing(effects, (shown) => ({ ...shown, pages: 1 })) },
    kinds: TWO,
  },
  {
    name: 'a listing that shows an image twice confirms nothing',
    trouble: {
      ...FORGOTTEN,
      hostility: { pageShifts: ['appear', 'move', 'go', 'go', 'go'] },
      people: { ...FORGOTTEN.people, mostActions: 16 },
    },
    without: {
      attempt: (effects) =>
        listing(effects, (shown) => ({
          ...shown,
          images: [...new Map(shown.images.map((image) => [image.imageId, image])).values()],
        })),
    },
    kinds: TWO,
  },
  {
    name: 'an image that an earlier run knew is looked for by its id',
    trouble: {
      hostility: { listedLateMs: 3 * HOUR_MS },
      people: { actions: ['terminate'], mostActions: 1, pausesMs: [2 * HOUR_MS], requestAfter: 1 },
    },
    without: { wanted: (wanted) => ({ ...wanted, knownImageId: undefined }) },
    kinds: TWO,
  },
  {
    name: 'an image that a run recorded is its copy, though the description is lost',
    trouble: { hostility: { description: 'empty' }, people: { onNameTaken: ['copy'], pausesMs: [3 * HOUR_MS] } },
    without: { attemptInput: (input) => ({ ...input, knownImageId: undefined }) },
    kinds: TWO,
  },
  {
    name: 'only an image that was seen, and is then absent over the grace, is gone',
    trouble: { hostility: { visibilityLate: true }, people: { mostActions: 0 } },
    without: {
      waitStep: (reads, input, facts) =>
        waitStep(reads, input, { ...facts, learned: facts.learned ?? { seen: true, absentSince: 0 } }),
    },
    kinds: TWO,
  },
  {
    name: 'an image that cannot be a copy of the source is none, whatever its marker says',
    trouble: { people: { actions: ['forged', 'request'], mostActions: 6, pausesMs: [10_000] } },
    without: { wanted: (wanted) => ({ ...wanted, terms: { ...wanted.terms, sourceProperties: {} } }) },
    kinds: ['falsely-green'],
  },
  {
    name: 'the last look of a settle is a confirmed listing',
    trouble: {
      hostility: {
        lateArrival: 1,
        lateApplication: 1,
        visibilityLate: true,
        pageShifts: ['go', 'appear', 'move'],
        readFailure: 0.2,
        description: 'cut',
      },
      people: { actions: ['cancel'], mostActions: 3, pausesMs: [5 * MINUTE_MS], requestAfter: 0, lastRequest: false },
    },
    without: { settleStep: (reads, input, facts) => settleStep(ofOnePage(reads), input, facts) },
    kinds: ['left-in-flight'],
  },
  {
    name: 'what was named before a reset and never shows is gone past a settle window',
    trouble: {
      people: { actions: ['delete', 'reset', 'reset'], mostActions: 6, pausesMs: [40 * MINUTE_MS], requestAfter: 0 },
    },
    without: { waitStep: (reads, input, facts) => waitStep(reads, { ...input, originalRunId: facts.runId }, facts) },
    kinds: ['unexplained-red'],
  },
  {
    name: 'the audit relies on a confirmed listing',
    trouble: { hostility: { twice: 0.7, pageShifts: ['go', 'appear', 'move'] } },
    without: {
      share: (effects) => listing(effects, (shown) => ({ ...shown, pages: 1 })),
    },
    kinds: ['unnamed-duplicate'],
  },
];

function listing<E extends { reads: ImageReads }>(effects: E, shown: (listing: Listing) => Listing): E {
  const { reads } = effects;
  return { ...effects, reads: { ...reads, listImages: async (region) => shown(await reads.listImages(region)) } };
}

/** Every listing counts as whole. */
function ofOnePage(reads: ImageReads): ImageReads {
  return listing({ reads }, (shown) => ({ ...shown, pages: 1 })).reads;
}
