// How long the protocol tries: back-offs, and the time of a copy, over effects that a test plays.

import { ensureCopy } from '../../src/protocol/ensure-copy';
import { FULL_SETTLE_WINDOW_MS } from '../../src/protocol/timing';
import { found, image, MINUTE_MS, PlayedWorld, problem, reasonOf, refused, START, wanted } from './played-world';

const ensured = async (...[world, copy]: Parameters<typeof ensureCopy>) => (await ensureCopy(world, copy)).copy;

test('backs off from refusals that may pass, longer each time, and as long as the service asks', async () => {
  const world = new PlayedWorld([refused(), refused(), refused({ retryAfterMs: 9_000 }), found]);
  await ensureCopy(world, wanted);
  expect(world.sleeps).toEqual([500, 1_000, 9_000]);
  expect(world.reasons[0]).toBe('CopyImage was not applied: Some.Code');
});

test('tells people the type of a refusal that has no code', async () => {
  const world = new PlayedWorld([refused({ problem: { ...problem, code: undefined } }), found]);
  await ensureCopy(world, wanted);
  expect(world.reasons).toEqual(['CopyImage was not applied: CallFailed']);
});

test('waits minutes while another copy of the image is under way', async () => {
  const world = new PlayedWorld([refused({ isConflict: true }), found]);
  await ensureCopy(world, wanted);
  expect(world.sleeps).toEqual([2 * MINUTE_MS]);
});

test('spreads its waits at random, so that runs that met do not meet again', async () => {
  const world = new PlayedWorld([refused({ isConflict: true }), refused(), found]);
  world.jitter = 0.5;
  await ensureCopy(world, wanted);
  expect(world.sleeps).toEqual([2.5 * MINUTE_MS, 1_500]);
});

test('stops trying at the deadline', async () => {
  const world = new PlayedWorld([refused()]);
  await reasonOf(ensureCopy(world, { ...wanted, deadline: START + 10 * MINUTE_MS }));
  expect(world.now()).toBeLessThanOrEqual(START + 10 * MINUTE_MS);
});

test('the time of a copy counts anew from the end of each settle', async () => {
  const world = new PlayedWorld(
    [{ kind: 'unknown' }, refused({ retryAfterMs: 30 * MINUTE_MS }), found],
    [{ kind: 'never-seen' }],
  );
  const terms = { ...wanted.terms, copyTimeoutMs: 40 * MINUTE_MS };
  const { deadline } = await ensureCopy(world, { ...wanted, terms, deadline: START + 10 * MINUTE_MS });
  expect(deadline).toBe(START + 1_000 + FULL_SETTLE_WINDOW_MS + 40 * MINUTE_MS);
});

test('a copy that the settle of an earlier run shows is awaited for all of its time', async () => {
  const world = new PlayedWorld([], [{ kind: 'copy', copy: image }]);
  const { deadline } = await ensureCopy(world, { ...wanted, interruptedAt: START, deadline: START - 1 });
  expect(deadline).toBe(START + wanted.terms.copyTimeoutMs);
});

test('tries no more when it wakes after the deadline', async () => {
  const world = new PlayedWorld([refused(), found]);
  world.wakesLateMs = 1;
  const { problem: reason } = await reasonOf(ensureCopy(world, { ...wanted, deadline: START + 1_500 }));
  expect(reason).toEqual(problem);
  expect(world.attempts).toHaveLength(1);
});

test('a name that is in use is not waited for past the deadline', async () => {
  const world = new PlayedWorld([{ kind: 'name-in-use', problem }, found]);
  const { problem: reason } = await reasonOf(ensureCopy(world, { ...wanted, deadline: START + 1_499 }));
  expect(reason).toMatchObject({ type: 'NameTaken', code: problem.code });
  expect(world.sleeps).toEqual([]);
});

test('tries once more at the very deadline', async () => {
  const world = new PlayedWorld([refused(), found]);
  expect(await ensured(world, { ...wanted, deadline: START + 1_500 })).toEqual(image);
  expect(world.sleeps).toEqual([500]);
});

test('the time of a copy that was refused again and again says how often, and since when', async () => {
  const world = new PlayedWorld([refused()]);
  const { problem: reason } = await reasonOf(ensureCopy(world, { ...wanted, deadline: START + 10 * MINUTE_MS }));
  expect(reason.message).toMatch(/Refused \d\d times since /);
});
