// The protocol's decisions one by one, over effects that a test plays.

import { ensureCopy } from '../../src/protocol/ensure-copy';
import { Cancelled, CopyFailure } from '../../src/protocol/run-effects';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import type { CopyAttempt } from '../../src/shared/activities';
import { found, image, MINUTE_MS, PlayedWorld, problem, reasonOf, refused, START, wanted } from './played-world';

const ensured = async (...[world, copy]: Parameters<typeof ensureCopy>) => (await ensureCopy(world, copy)).copy;

test('takes what the first attempt finds or makes', async () => {
  const world = new PlayedWorld([found]);
  const evidence = { knownImageId: 'm-known', suspectImageIds: ['m-suspect'] };
  expect(await ensured(world, { ...wanted, ...evidence })).toEqual(image);
  expect(world.story).toEqual(['attempt']);
  const { source, destination, onNameTaken, originalRunId, terms } = wanted;
  const { copyKey, sourceProperties } = terms;
  const known = {
    knownImageId: 'm-known',
    suspectImageIds: ['m-suspect'],
    clearedRunIds: [],
    deadline: wanted.deadline,
  };
  const names = { source, destination, onNameTaken, copyKey, sourceProperties, originalRunId };
  expect(world.attempts).toEqual([{ ...names, ...known }]);
});

test('settles after an unknown outcome, from when it learned of it, and adopts what shows', async () => {
  const world = new PlayedWorld([{ kind: 'unknown', date: START - 500 }], [{ kind: 'copy', copy: image }]);
  expect(await ensured(world, wanted)).toEqual(image);
  expect(world.attempts).toHaveLength(1);
  expect(world.settles[0]).toMatchObject({
    startedAt: START + 1_000,
    until: START + 1_000 + FULL_SETTLE_WINDOW_MS,
    createdAfter: START - 500 - 2 * MINUTE_MS,
  });
});

test('takes an attempt that threw for an unknown outcome', async () => {
  const world = new PlayedWorld([new Error('the worker died'), found], [{ kind: 'never-seen' }]);
  expect(await ensured(world, wanted)).toEqual(image);
  expect(world.settles).toHaveLength(1);
  expect(world.attempts).toHaveLength(2);
});

test('gives up after three unknown outcomes, each settled', async () => {
  const world = new PlayedWorld([{ kind: 'unknown', problem }], [{ kind: 'never-seen' }]);
  const { problem: reason } = await reasonOf(ensureCopy(world, wanted));
  expect(reason).toMatchObject({ type: 'CopyOutcomeUnknown', code: 'Some.Code', requestId: 'R-1' });
  expect(world.attempts).toHaveLength(3);
  expect(world.settles).toHaveLength(3);
});

test('names an unmarked image as the probable copy and does not create again', async () => {
  const world = new PlayedWorld([{ kind: 'unknown' }], [{ kind: 'unmarked', imageIds: ['m-late'] }]);
  const reason = await reasonOf(ensureCopy(world, wanted));
  expect(reason.problem.type).toBe('CopyOutcomeUnknown');
  expect(reason.imageId).toBe('m-late');
  expect(world.attempts).toHaveLength(1);
});

test('fails when the copy of an unknown call failed', async () => {
  const world = new PlayedWorld([{ kind: 'unknown' }], [{ kind: 'create-failed', imageId: 'm-bad' }]);
  expect((await reasonOf(ensureCopy(world, wanted))).problem.type).toBe('CreateFailed');
});

test('does not create when the settle itself could not be done', async () => {
  const world = new PlayedWorld([{ kind: 'unknown' }], [new Error('no look was answered')]);
  expect((await reasonOf(ensureCopy(world, wanted))).problem.type).toBe('CopyOutcomeUnknown');
  expect(world.attempts).toHaveLength(1);
});

test('settles before its first create when an earlier run was interrupted, from that run’s end', async () => {
  const world = new PlayedWorld([found], [{ kind: 'never-seen' }]);
  await ensureCopy(world, { ...wanted, interruptedAt: START - MINUTE_MS });
  expect(world.settles[0]).toMatchObject({ startedAt: START - MINUTE_MS, until: START + 21 * MINUTE_MS });
  expect(world.attempts).toHaveLength(1);
});

test('adopts what an interrupted run made without any attempt', async () => {
  const world = new PlayedWorld([found], [{ kind: 'copy', copy: { ...image, madeByThisRun: false } }]);
  expect((await ensured(world, { ...wanted, interruptedAt: START })).madeByThisRun).toBe(false);
  expect(world.attempts).toEqual([]);
});

test('settles for a reset, then clears the new run', async () => {
  const world = new PlayedWorld([{ kind: 'must-settle', runId: 'run-2' }, found], [{ kind: 'never-seen' }]);
  await ensureCopy(world, wanted);
  expect(world.story).toEqual(['attempt', 'settle', 'attempt']);
  expect(world.attempts.map(({ clearedRunIds }) => clearedRunIds)).toEqual([[], ['run-2']]);
});

test('fails with the cloud’s own words on a refusal that will not pass', async () => {
  const world = new PlayedWorld([refused({ retryable: false })]);
  expect((await reasonOf(ensureCopy(world, wanted))).problem).toEqual(problem);
  expect([world.attempts.length, world.sleeps]).toEqual([1, []]);
});

test('fails with the image that an earlier run suspected, which is probably the copy', async () => {
  const world = new PlayedWorld([{ kind: 'suspects', imageIds: ['m-suspect'] }]);
  const { problem: reason } = await reasonOf(ensureCopy(world, wanted));
  expect(reason).toMatchObject({ type: 'CopyOutcomeUnknown', message: expect.stringContaining('m-suspect') });
});

test('fails with the image that carries its marker and cannot be it', async () => {
  const world = new PlayedWorld([{ kind: 'not-a-copy', imageId: 'm-forged' }]);
  const { problem: reason } = await reasonOf(ensureCopy(world, wanted));
  expect(reason).toMatchObject({ type: 'NotACopy', message: expect.stringContaining('m-forged') });
});

test('settles a call of an earlier run from when that one began, and one from before a reset from its own beginning', async () => {
  const inherits = new PlayedWorld([found], [{ kind: 'never-seen' }]);
  await ensureCopy(inherits, { ...wanted, interruptedAt: START, interruptedSince: START - 90 * MINUTE_MS });
  expect(inherits.settles[0]?.createdAfter).toBe(START - 92 * MINUTE_MS);
  const isReset = new PlayedWorld([{ kind: 'must-settle', runId: 'run-2' }, found], [{ kind: 'never-seen' }]);
  await ensureCopy(isReset, { ...wanted, beganAt: START - 60 * MINUTE_MS });
  expect(isReset.settles[0]?.createdAfter).toBe(START - 62 * MINUTE_MS);
});

test('fails when another image holds the name', async () => {
  const world = new PlayedWorld([{ kind: 'name-taken', imageId: 'm-other' }]);
  const { problem: reason } = await reasonOf(ensureCopy(world, wanted));
  expect(reason.type).toBe('NameTaken');
  expect(reason.message).toContain('m-other');
});

test('looks until the holder of a name shows that the service says is in use', async () => {
  const world = new PlayedWorld([{ kind: 'name-in-use', problem }, { kind: 'name-in-use', problem }, found]);
  expect(await ensured(world, wanted)).toEqual(image);
  expect(world.sleeps).toEqual([500, 1_000]);
  expect(world.reasons[0]).toMatch(/name is in use/);
});

test('gives the holder of a name the whole grace to show', async () => {
  const world = new PlayedWorld([{ kind: 'name-in-use', problem }, { kind: 'name-in-use', problem }, found]);
  // The second attempt ends after a sleep of 500 ms and a second of its own.
  const terms = { ...wanted.terms, timing: { ...wanted.terms.timing, visibilityGraceMs: 1_500 } };
  expect(await ensured(world, { ...wanted, terms })).toEqual(image);
});

test('fails when the holder of the name never shows', async () => {
  const world = new PlayedWorld([{ kind: 'name-in-use', problem }]);
  expect((await reasonOf(ensureCopy(world, wanted))).problem).toEqual({
    ...problem,
    type: 'NameTaken',
    hint: expect.stringContaining('onNameTaken'),
  });
  expect(world.now()).toBeLessThan(START + 6 * MINUTE_MS);
});

test('a cancelled run sends nothing', async () => {
  const world = new PlayedWorld([found]);
  world.cancelled = true;
  await expect(ensureCopy(world, wanted)).rejects.toThrow(Cancelled);
  expect(world.story).toEqual([]);
});

test('a cancelled run finishes an inherited settle first', async () => {
  const world = new PlayedWorld([found], [{ kind: 'never-seen' }]);
  world.cancelled = true;
  await expect(ensureCopy(world, { ...wanted, interruptedAt: START })).rejects.toThrow(Cancelled);
  expect(world.settles).toHaveLength(1);
});

it('says why its attempts failed', async () => {
  const world = new PlayedWorld([new CopyFailure({ ...problem, message: 'a defect' })], [{ kind: 'never-seen' }]);
  const { problem: reason } = await reasonOf(ensureCopy(world, wanted));
  expect(reason).toMatchObject({ type: 'CopyOutcomeUnknown', message: expect.stringContaining('a defect') });
});

it('gives the holder of a name its grace anew after another answer', async () => {
  const inUse: CopyAttempt = { kind: 'name-in-use', problem };
  const conflict = refused({ isConflict: true });
  const world = new PlayedWorld([inUse, conflict, conflict, inUse, found]);
  expect(await ensured(world, wanted)).toEqual(image);
});
