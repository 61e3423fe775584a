// One attempt at sharing: add the accounts that are missing, read back, and look once more for duplicates of the copy.
import type { Shared, ShareImageInput } from '../shared/activities';
import type { ImageAt } from '../shared/copy';
import { listingUnstable, shareIncomplete } from '../shared/problems';
import { copiesWithKey, namedDuplicates } from './choose';
import { CallFailed, type ImageReads } from './cloud';
import { confirmedListing } from './confirmed-listing';
import { fenced } from './fenced';
import { type ShareMemory, sharedSoFar } from './share-memory';
import { type AttemptFacts, type Step, tried } from './step';
import { READ_BACK_DELAY_MS } from './timing';

/** What sharing needs of the world. Each call rejects with `CallFailed`. */
export interface ShareEffects {
  reads: ImageReads;
  /** Adds at most ten accounts by a call dated `date` (ms since the epoch). */
  addAccounts(accounts: readonly string[], image: ImageAt, date: number): Promise<{ requestId: string }>;
  /** The fence: whether the run is open and waits for this very attempt. */
  isAwaited(): Promise<boolean>;
}

type ShareStep = Step<Shared, ShareMemory>;

/** The published limits disagree (20 a call, 10 a call, 50 in all), so the smallest. */
const ACCOUNTS_PER_CALL = 10;

/** What is not read back is added once more, halfway through the grace: an answer may have said too much. */
const MAX_CALLS = 2;

/** Shares and reads back; done when every account was read back. */
export async function shareStep(
  effects: ShareEffects,
  input: ShareImageInput,
  { now, learned = { calls: {} } }: AttemptFacts<ShareMemory>,
): Promise<ShareStep> {
  // A worker of an earlier version may have left another memory.
  const known: ShareMemory = { ...learned, calls: learned.calls ?? {} };
  const end = await share(effects, input, { now, learned: known });
  if (end.kind !== 'failed') return end;
  // The row of a sharing that failed says what is shared all the same, where that can be read.
  const read = await readAccounts(effects, input, end.learned ?? known).catch(() => undefined);
  return { ...end, learned: read?.learned ?? end.learned };
}

function share(effects: ShareEffects, input: ShareImageInput, { now, learned: known }: Moment): Promise<ShareStep> {
  return patient(input, { now, learned: known }, async () => {
    if (input.shareWith.length === 0) return audited(effects, input, { now, learned: known });
    const { missing, learned: read, date = now } = await readAccounts(effects, input, known);
    if (missing.length === 0) return audited(effects, input, { now, learned: read });
    const due = dueCalls(input, missing, { now, learned: read });
    return addAll(effects, input, { due, date, now, learned: read });
  });
}

interface Moment {
  now: number;
  learned: ShareMemory;
}

interface Adding extends Moment {
  due: readonly DueCall[];
  date: number;
}

interface DueCall {
  ten: string;
  accounts: string[];
}

/** The missing accounts of each ten that were never added, or so long ago that they are added once more. */
function dueCalls({ shareWith, timing }: ShareImageInput, missing: readonly string[], { now, learned }: Moment) {
  const due: DueCall[] = [];
  for (let from = 0; from < shareWith.length; from += ACCOUNTS_PER_CALL) {
    const ten = `${from / ACCOUNTS_PER_CALL}`;
    const last = learned.calls[ten];
    const isDue = !last || (last.count < MAX_CALLS && now - last.at >= timing.visibilityGraceMs / 2);
    const accounts = shareWith.slice(from, from + ACCOUNTS_PER_CALL).filter((account) => missing.includes(account));
    if (isDue && accounts.length > 0) due.push({ ten, accounts });
  }
  return due;
}

/** What was added is not forgotten when a later call fails. */
async function addAll(effects: ShareEffects, input: ShareImageInput, adding: Adding): Promise<ShareStep> {
  const { due, date, now, learned } = adding;
  return patient(input, adding, async () => {
    const [next, ...rest] = due;
    if (!next) return readBack(effects, input, { now, learned });
    const problem = await fenced(effects.isAwaited, input.regionId);
    if (problem) return { ...later(problem.message, learned), problem };
    const { requestId } = await effects.addAccounts(next.accounts, input, date);
    const count = (learned.calls[next.ten]?.count ?? 0) + 1;
    const calls = { ...learned.calls, [next.ten]: { at: now, count, requestId } };
    return addAll(effects, input, { ...adding, due: rest, learned: { ...learned, calls } });
  });
}

async function readBack(effects: ShareEffects, input: ShareImageInput, moment: Moment): Promise<ShareStep> {
  const { missing, learned } = await readAccounts(effects, input, moment.learned);
  const read = { ...moment, learned };
  return missing.length === 0 ? audited(effects, input, read) : stillMissing(input, missing, read);
}

function stillMissing(input: ShareImageInput, missing: readonly string[], { now, learned }: Moment): ShareStep {
  const lastAddedAt = Math.max(...Object.values(learned.calls).map(({ at }) => at));
  const asked = input.shareWith.length;
  if (now - lastAddedAt > input.timing.visibilityGraceMs) {
    return { kind: 'failed', problem: shareIncomplete(input, { missing, asked }), learned };
  }
  const why = `Image ${input.imageId} in ${input.regionId}: ${missing.length} of ${asked} accounts are not read back yet`;
  return later(why, learned);
}

/** As `tried`; an image that is Available may be unknown to the calls of sharing for as long as the grace. */
async function patient(
  { timing }: ShareImageInput,
  { now, learned }: Moment,
  calls: () => Promise<ShareStep>,
): Promise<ShareStep> {
  return tried(async () => {
    try {
      return await calls();
    } catch (error) {
      if (!(error instanceof CallFailed) || error.known.reason !== 'not-ready') throw error;
      const { unreadySince = now } = learned;
      if (now - unreadySince > timing.visibilityGraceMs) throw error;
      const { problem } = error;
      return { ...later(problem.message, { ...learned, unreadySince }), problem };
    }
  }, learned);
}

/** Every run names the duplicates of its copy, in a listing that can be relied on. */
async function audited({ reads }: ShareEffects, input: ShareImageInput, moment: Moment): Promise<ShareStep> {
  const { regionId, imageId, shareWith, copyKey } = input;
  const { learned } = moment;
  return patient(input, moment, async () => {
    const listing = await confirmedListing(reads, regionId);
    const problem = listingUnstable(regionId);
    if (!listing) return { ...later(problem.message, learned), problem };
    const others = copiesWithKey(listing.images, copyKey).filter((copy) => copy.imageId !== imageId);
    return { kind: 'done', value: { ...sharedSoFar(learned, namedDuplicates(others)), sharedWith: shareWith } };
  });
}

async function readAccounts({ reads }: ShareEffects, input: ShareImageInput, known: ShareMemory) {
  const { accounts, date } = await reads.describeImagePermission(input);
  const sharedWith = input.shareWith.filter((account) => accounts.includes(account));
  const missing = input.shareWith.filter((account) => !accounts.includes(account));
  return { missing, learned: { ...known, sharedWith }, date };
}

function later(why: string, learned: ShareMemory): ShareStep {
  return { kind: 'again', afterMs: READ_BACK_DELAY_MS, why, learned };
}
