// One attempt, decision by decision, on a cloud that the test plays.
import { type AttemptEffects, attemptCopy } from '../../src/activities/attempt-copy';
import { type CopyImageRequest, EcdError, type EcdImage } from '../../src/ecd';
import type { AttemptCopyInput } from '../../src/shared/copy';

const KEY = 'a'.repeat(20);
const RUN = '019a1b2c-3d4e-7f56-8a9b-0c1d2e3f4a5b';
const MARKER = `[ecd-copy:v1:${KEY}:0c1d2e3f4a5b]`;
const OTHER_RUNS_MARKER = `[ecd-copy:v1:${KEY}:ffffffffffff]`;
const LOOKED_AT = new Date('2026-11-01T10:00:00Z');

const input: AttemptCopyInput = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-source' },
  destination: { regionId: 'cn-shanghai', imageName: 'Office', description: 'Autumn', shareWith: ['42'] },
  copyKey: KEY,
  sourceProperties: { osType: 'WINDOWS', platform: 'Windows Server 2019', size: 80 },
  onNameTaken: 'fail',
  lookOnly: false,
  originalRunId: RUN,
  clearedRunIds: [],
};

function image(more: Partial<EcdImage>): EcdImage {
  return {
    imageId: 'm-1',
    name: 'something',
    description: '',
    status: 'Available',
    imageType: 'CUSTOM',
    creationTime: '2026-11-01T09:00:00Z',
    osType: 'WINDOWS',
    platform: 'Windows Server 2019',
    size: 80,
    encrypted: false,
    ...more,
  };
}

interface Played {
  /** What successive listings show; the last one is shown for ever. */
  listings: EcdImage[][];
  pages?: number;
  sharedWith?: Record<string, string[]>;
  isAwaited?: boolean;
  runId?: string;
  hasDate?: boolean;
}

function play({ listings, pages = 1, sharedWith = {}, isAwaited = true, runId = RUN, hasDate = true }: Played) {
  const sent: { request: CopyImageRequest; date: number }[] = [];
  let listed = 0;
  const effects: AttemptEffects = {
    reads: {
      listImages: async () => {
        const images = listings[Math.min(listed++, listings.length - 1)] ?? [];
        return { images, pages, ...(hasDate && { date: LOOKED_AT }) };
      },
      describeImage: async (_, imageId) => listings.flat().find((shown) => shown.imageId === imageId),
      describeImagePermission: async (_, imageId) => sharedWith[imageId] ?? [],
    },
    copyImage: async (request, date) => {
      sent.push({ request, date });
      return { imageId: 'm-new', requestId: 'R-1' };
    },
    isAwaited: async () => isAwaited,
    now: () => 5_000,
    runId,
  };
  return { effects, sent, listings: () => listed };
}

test('sends one call, marked, and dated by the look’s answer', async () => {
  const { effects, sent } = play({ listings: [[]] });
  expect(await attemptCopy(effects, input)).toEqual({
    kind: 'found',
    copy: { imageId: 'm-new', requestId: 'R-1', madeByThisRun: true, foreign: false, duplicates: [] },
  });
  expect(sent).toEqual([
    {
      date: LOOKED_AT.getTime(),
      request: {
        regionId: 'cn-hangzhou',
        imageId: 'm-source',
        destinationRegionId: 'cn-shanghai',
        destinationImageName: 'Office',
        destinationDescription: `Autumn ${MARKER}`,
      },
    },
  ]);
});

test('dates the call by the worker’s clock at the start when the look’s answer has no date', async () => {
  const { effects, sent } = play({ listings: [[]], hasDate: false });
  await attemptCopy(effects, input);
  expect(sent[0]?.date).toBe(5_000);
});

test('adopts the image with the key, whatever its name, and sends nothing', async () => {
  const { effects, sent } = play({ listings: [[image({ name: 'renamed', description: `x ${OTHER_RUNS_MARKER} y` })]] });
  expect(await attemptCopy(effects, input)).toMatchObject({
    kind: 'found',
    copy: { imageId: 'm-1', madeByThisRun: false, foreign: false },
  });
  expect(sent).toEqual([]);
});

test('knows its own image by the run in the marker', async () => {
  const { effects } = play({ listings: [[image({ description: MARKER })]] });
  expect(await attemptCopy(effects, input)).toMatchObject({ copy: { madeByThisRun: true } });
});

test('a failed copy from before does not count', async () => {
  const { effects, sent } = play({
    listings: [[image({ description: MARKER, name: 'Office', status: 'CreateFailed' })]],
  });
  await attemptCopy(effects, input);
  expect(sent).toHaveLength(1);
});

test('of several copies takes the shared one, then the Available, then the oldest, then the lowest id', async () => {
  const copies = [
    image({ imageId: 'm-4', description: MARKER, status: 'Creating', creationTime: '2026-01-01T00:00:00Z' }),
    image({ imageId: 'm-3', description: MARKER }),
    image({ imageId: 'm-2', description: MARKER }),
    image({ imageId: 'm-1', description: MARKER, creationTime: '2026-12-01T00:00:00Z' }),
  ];
  const { effects } = play({ listings: [copies], sharedWith: { 'm-1': ['42'] } });
  expect(await attemptCopy(effects, input)).toMatchObject({
    copy: { imageId: 'm-1', duplicates: ['m-2', 'm-3', 'm-4'] },
  });
});

test.each([
  ['in another case', 'OFFICE'],
  ['composed otherwise', 'Office'.normalize('NFD')],
])('a name held %s is taken', async (_, name) => {
  const { effects, sent } = play({ listings: [[image({ name })]] });
  expect(await attemptCopy(effects, input)).toEqual({ kind: 'name-taken', imageId: 'm-1' });
  expect(sent).toEqual([]);
});

test('adopts the holder of the name when asked to, as foreign', async () => {
  const { effects } = play({ listings: [[image({ name: 'Office' })]] });
  expect(await attemptCopy(effects, { ...input, onNameTaken: 'adopt' })).toMatchObject({
    copy: { imageId: 'm-1', foreign: true, madeByThisRun: false },
  });
});

test.each([
  ['another OS', { osType: 'LINUX' }],
  ['another platform', { platform: 'Windows Server 2022' }],
  ['another size', { size: 40 }],
  ['encryption', { encrypted: true }],
  ['a marker of another copy', { description: `[ecd-copy:v1:${'b'.repeat(20)}:0c1d2e3f4a5b]` }],
  ['an unknown status', { status: 'Queued' }],
])('does not adopt a holder of the name with %s', async (_, more) => {
  const { effects } = play({ listings: [[image({ name: 'Office', ...more })]] });
  expect(await attemptCopy(effects, { ...input, onNameTaken: 'adopt' })).toEqual({
    kind: 'name-taken',
    imageId: 'm-1',
  });
});

test('copies all the same when asked to', async () => {
  const { effects, sent } = play({ listings: [[image({ name: 'Office' })]] });
  await attemptCopy(effects, { ...input, onNameTaken: 'copy' });
  expect(sent).toHaveLength(1);
});

test('names no copy as its own duplicate when pages shift', async () => {
  const copy = image({ description: MARKER });
  const { effects } = play({ listings: [[copy, copy]] });
  expect(await attemptCopy(effects, input)).toMatchObject({ copy: { imageId: 'm-1', duplicates: [] } });
});

test('sends nothing when the images change during every listing', async () => {
  const listings = Array.from({ length: 9 }, (_, index) => [image({ imageId: `m-${index}` })]);
  const { effects, sent } = play({ listings, pages: 2 });
  expect(await attemptCopy(effects, input)).toMatchObject({ kind: 'not-applied', refusal: { retryable: true } });
  expect(sent).toEqual([]);
});

test('settles before it sends when the workflow was reset, once', async () => {
  const { effects, sent } = play({ listings: [[]], runId: 'run-after-reset' });
  expect(await attemptCopy(effects, input)).toEqual({ kind: 'must-settle', runId: 'run-after-reset' });
  expect(sent).toEqual([]);
  await attemptCopy(effects, { ...input, clearedRunIds: ['run-after-reset'] });
  expect(sent).toHaveLength(1);
});

test('settles after a reset before it says that a name is taken, or that a look failed', async () => {
  const taken = play({ listings: [[image({ name: 'Office' })]], runId: 'run-after-reset' });
  expect(await attemptCopy(taken.effects, input)).toMatchObject({ kind: 'must-settle' });
  const failing = play({ listings: [[]], runId: 'run-after-reset' });
  failing.effects.reads.listImages = async () => {
    const failure = { what: 'denied', kind: 'denied', outcome: 'not-applied', retryable: false, hint: '' } as const;
    throw new EcdError({ action: 'DescribeImages', regionId: 'cn-shanghai' }, failure);
  };
  expect(await attemptCopy(failing.effects, input)).toMatchObject({ kind: 'must-settle' });
  const cleared = { ...input, clearedRunIds: ['run-after-reset'] };
  expect(await attemptCopy(failing.effects, cleared)).toMatchObject({ kind: 'not-applied' });
});

test('sends nothing when it is to look only', async () => {
  const { effects, sent } = play({ listings: [[]] });
  expect(await attemptCopy(effects, { ...input, lookOnly: true })).toEqual({ kind: 'absent' });
  expect(sent).toEqual([]);
});

test('sends nothing when nobody waits for it any more', async () => {
  const { effects, sent } = play({ listings: [[]], isAwaited: false });
  expect(await attemptCopy(effects, input)).toMatchObject({ kind: 'not-applied' });
  expect(sent).toEqual([]);
});

test('finds an image that no listing shows by the id that an earlier run learned', async () => {
  const late = image({ imageId: 'm-late', description: OTHER_RUNS_MARKER });
  const { effects, sent } = play({ listings: [[]] });
  effects.reads.describeImage = async (_, imageId) => (imageId === 'm-late' ? late : undefined);
  expect(await attemptCopy(effects, { ...input, knownImageId: 'm-late' })).toMatchObject({
    copy: { imageId: 'm-late' },
  });
  expect(sent).toEqual([]);
});
