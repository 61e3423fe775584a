// One attempt at sharing: add the accounts that are missing, read back, and look once more for duplicates of the copy.
import type { Shared, ShareImageInput } from '../shared/activities';
import { listingUnstable, shareIncomplete } from '../shared/problems';
import { copiesWithKey } from './choose';
import type { ImageReads } from './cloud';
import { confirmedListing } from './confirmed-listing';
import { fenced } from './fenced';
import { type AttemptFacts, type Step, tried } from './step';
import { READ_BACK_DELAY_MS } from './timing';

/** What sharing needs of the world. Each call rejects with `CallFailed`. */
export interface ShareEffects {
  reads: ImageReads;
  /** Adds at most ten accounts by a call dated `date` (ms since the epoch). */
  addAccounts(
    accounts: readonly string[],
    image: { regionId: string; imageId: string },
    date: number,
  ): Promise<{ requestId: string }>;
  /** The fence: whether the run is open and waits for this very attempt. */
  isAwaited(): Promise<boolean>;
  /** The worker's clock, ms since the epoch. */
  clock(): number;
}

/** What an attempt leaves for the next one. */
export interface ShareMemory {
  requestIds: string[];
  /** Ms since the epoch. */
  firstAddedAt?: number | undefined;
}

type ShareStep = Step<Shared, ShareMemory>;

/** The published limits disagree (20 a call, 10 a call, 50 in all), so the smallest. */
const ACCOUNTS_PER_CALL = 10;

/** Shares and reads back; done when every account was read back. */
export function shareStep(
  effects: ShareEffects,
  input: ShareImageInput,
  { now, learned = { requestIds: [] } }: AttemptFacts<ShareMemory>,
): Promise<ShareStep> {
  return tried(async () => {
    if (input.shareWith.length === 0) return audited(effects, input, learned);
    const { missing, date } = await missingAccounts(effects, input);
    if (missing.length === 0) return audited(effects, input, learned);
    return addAll(effects, input, { missing, date, now, learned });
  });
}

interface Adding {
  missing: readonly string[];
  date: number;
  now: number;
  learned: ShareMemory;
}

/** Adds ten at a time. What was added is not forgotten when a later call fails. */
async function addAll(effects: ShareEffects, input: ShareImageInput, adding: Adding): Promise<ShareStep> {
  const { missing, date, now, learned } = adding;
  return tried(async () => {
    const some = missing.slice(0, ACCOUNTS_PER_CALL);
    if (some.length === 0) return readBack(effects, input, { now, learned });
    const problem = await fenced(effects.isAwaited, input.regionId);
    if (problem) return { ...later(problem.message, learned), problem };
    const { requestId } = await effects.addAccounts(some, input, date);
    const requestIds = [...learned.requestIds, requestId];
    const added: ShareMemory = { requestIds, firstAddedAt: learned.firstAddedAt ?? now };
    return addAll(effects, input, { ...adding, missing: missing.slice(ACCOUNTS_PER_CALL), learned: added });
  }, learned);
}

async function readBack(
  effects: ShareEffects,
  input: ShareImageInput,
  { now, learned }: { now: number; learned: ShareMemory },
): Promise<ShareStep> {
  const { missing } = await missingAccounts(effects, input);
  if (missing.length === 0) return audited(effects, input, learned);
  const since = learned.firstAddedAt ?? now;
  if (now - since > input.timing.visibilityGraceMs) return { kind: 'failed', problem: shareIncomplete(input, missing) };
  return later(`Image ${input.imageId} in ${input.regionId}: not read back yet: ${missing.join(', ')}`, learned);
}

/** Every run names the duplicates of its copy, in a listing that can be relied on. */
async function audited(
  { reads }: ShareEffects,
  { regionId, imageId, shareWith, copyKey }: ShareImageInput,
  learned: ShareMemory,
): Promise<ShareStep> {
  const listing = await confirmedListing(reads, regionId);
  if (!listing) return later(listingUnstable(regionId).message, learned);
  const copies = copiesWithKey(listing.images, copyKey).map((image) => image.imageId);
  const duplicates = copies.filter((copy) => copy !== imageId);
  return { kind: 'done', value: { sharedWith: shareWith, duplicates, requestIds: learned.requestIds } };
}

async function missingAccounts({ reads, clock }: ShareEffects, input: ShareImageInput) {
  const { accounts, date = clock() } = await reads.describeImagePermission(input);
  return { missing: input.shareWith.filter((account) => !accounts.includes(account)), date };
}

function later(why: string, learned: ShareMemory): ShareStep {
  return { kind: 'again', afterMs: READ_BACK_DELAY_MS, why, learned };
}
