// The largest table there can be fits into one payload of Temporal, by construction: whatever a destination can come to,
// 500 rows of it, made as a run makes them of the longest that each place takes, are less than 2 MB. `npm run test:limits`.
import { calling } from '../../src/activities/cloud';
import { EcdError } from '../../src/ecd';
import { ERROR_RULES } from '../../src/ecd/error-rules';
import { toEcdError } from '../../src/ecd/errors';
import { readImagePage } from '../../src/ecd/images';
import { namedDuplicates } from '../../src/protocol/choose';
import { CallFailed, type Image } from '../../src/protocol/cloud';
import type { CopyEnd } from '../../src/protocol/run-copy';
import type { Copy, Destination } from '../../src/shared/copy';
import type { DestinationResult } from '../../src/shared/distribution';
import { copyWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../../src/shared/ids';
import { MAX_ACCOUNTS, MAX_DESTINATIONS, MAX_NAMED_DUPLICATES } from '../../src/shared/limits';
import type { Problem } from '../../src/shared/problem';
import * as problems from '../../src/shared/problems';
import { CopyProgress } from '../../src/workflows/copy-progress';

jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual<object>('@temporalio/workflow'),
  CancellationScope: { current: () => ({ cancelRequested: new Promise(() => {}), consideredCancelled: false }) },
  log: { info: () => {} },
  setCurrentDetails: () => {},
  setHandler: () => {},
  upsertSearchAttributes: () => {},
}));

/** Temporal's limit of one payload, of a failure and of a memo. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Around the rows: the failure that carries them, the source, the payload's own fields. */
const AROUND_BYTES = 64 * 1024;

/** Three bytes a character, as most that is written in China. */
const HAN = '办';

const REQUEST_ID = 'R'.repeat(64);
const IMAGE_ID = longestImageId();

/** As long as the workflow id of the copy lets both be together. */
const destination: Destination = {
  regionId: `cn-${'x'.repeat(60)}`,
  imageName: longestName(`cn-${'x'.repeat(60)}`),
  shareWith: Array.from({ length: MAX_ACCOUNTS }, (_, index) => String(9_100_000_000_000_000_000n + BigInt(index))),
};
const image = { regionId: destination.regionId, imageId: IMAGE_ID };

const twin = { imageId: IMAGE_ID } as Image;
const copy: Copy = {
  imageId: IMAGE_ID,
  madeByThisRun: true,
  foreign: true,
  duplicates: namedDuplicates(Array.from({ length: 300 }, () => twin)),
  requestId: REQUEST_ID,
};

const shared = {
  sharedWith: destination.shareWith,
  duplicates: copy.duplicates,
  requestIds: Array.from({ length: MAX_ACCOUNTS / 10 }, () => REQUEST_ID),
};

function longestName(regionId: string): string {
  const source = { regionId: 'cn-x', imageId: 'm-1' };
  const bytes = Buffer.byteLength(copyWorkflowId(source, { regionId, imageName: '' }));
  return HAN.repeat(Math.floor((MAX_WORKFLOW_ID_BYTES - bytes) / 3));
}

/** The longest that the adapter takes for one. */
function longestImageId(): string {
  const page = (length: number) => readImagePage({ Images: [{ ImageId: 'm'.repeat(length) }] }, (text) => text).images;
  let length = 1;
  const isTaken = () => {
    try {
      return page(length + 1).length > 0;
    } catch {
      return false;
    }
  };
  while (length < 10_000 && isTaken()) length++;
  return 'm'.repeat(length);
}

/** What a row says of a call that was refused, as the adapter and the activities make it. */
async function refusedCall(code: string): Promise<Problem> {
  const data = { Code: code, RequestId: REQUEST_ID, Message: HAN.repeat(10_000) };
  const subject = { action: 'ModifyImagePermission', ...image } as const;
  const error = toEcdError({ statusCode: 400, data }, subject, (text) => text);
  expect(error).toBeInstanceOf(EcdError);
  const failed = await calling(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  if (!(failed instanceof CallFailed)) throw new Error('The call was to fail');
  return failed.problem;
}

/** A code of the most characters that one has, and codes of every hint. */
const CODES = ['X'.repeat(128), ...ERROR_RULES.map(({ code }) => `${code.source.replaceAll(/[^A-Za-z.]/g, '')}`)];

/** Every problem with the most that it can say. */
async function everyProblem(): Promise<Problem[]> {
  const calls = await Promise.all(CODES.filter(Boolean).map((code) => refusedCall(code)));
  const call = calls[0];
  const long = HAN.repeat(10_000);
  return [
    ...calls,
    problems.listingUnstable(destination.regionId),
    problems.notAwaited(destination.regionId),
    problems.temporalUnavailable(destination.regionId),
    problems.nameTaken(destination, { holder: IMAGE_ID, onNameTaken: 'adopt' }),
    ...(call ? [problems.nameInUse(call)] : []),
    problems.outcomeUnknown(destination, { suspects: Array.from({ length: 20 }, () => IMAGE_ID), call, neverSeen: 3 }),
    problems.createFailed(image, 99.999),
    problems.copyTimedOut(image, long),
    problems.copyNotShown(image),
    problems.imageGone(image),
    problems.markerNotKept(image, `[ecd-copy:v1:${'k'.repeat(20)}:${'f'.repeat(12)}]`),
    problems.notACopy(image),
    problems.shareIncomplete(image, { missing: destination.shareWith, asked: MAX_ACCOUNTS }),
    problems.regionUnknown(destination.regionId),
    problems.regionNotAllowed(destination.regionId),
    problems.accountsNotAllowed(destination.shareWith),
    problems.workflowIdTooLong(destination.regionId, 999),
    problems.ownedByAnotherRun(long),
    problems.terminated(destination.regionId),
    problems.unexpected(long),
    // The longest in JSON: six bytes each, were they kept.
    problems.unexpected('\u0001\ud83d'.repeat(10_000)),
  ];
}

function rowOf(end: CopyEnd): DestinationResult {
  const progress = new CopyProgress(destination);
  progress.waiting(copy);
  return progress.ended(end);
}

/** As the payload converter writes it. */
function bytesOf(row: DestinationResult): number {
  const destinations = Array.from({ length: MAX_DESTINATIONS }, () => row);
  return Buffer.byteLength(JSON.stringify({ source: image, destinations }));
}

function expectFits(bytes: number, what: string): void {
  process.stderr.write(`${what}: ${bytes} bytes of ${MAX_BYTES}\n`);
  expect(bytes).toBeLessThan(MAX_BYTES - AROUND_BYTES);
}

test('500 rows that are done', () => {
  const row = rowOf({ kind: 'done', copy, shared });
  expect(row.duplicates).toHaveLength(MAX_NAMED_DUPLICATES);
  expectFits(bytesOf(row), 'Done');
});

test.each(['failed', 'cancelled'] as const)('500 rows that are %s, whatever by', async (kind) => {
  const sizes = (await everyProblem()).map((problem) => {
    const row = rowOf({ kind, problem, imageId: IMAGE_ID, copy, shared });
    return { type: problem.type, bytes: bytesOf(row) };
  });
  const largest = sizes.reduce((most, size) => (size.bytes > most.bytes ? size : most));
  expectFits(largest.bytes, `${kind}, at most by ${largest.type}`);
});
