// One attempt at ending a copy in flight: what is cancelled, and when the copy is believed to be gone.

import { type CancelEffects, type CancelMemory, cancelStep } from '../../src/protocol/cancel-step';
import type { Image } from '../../src/protocol/cloud';
import { nextOf } from './played';
import { callFailed, image, PlayedRegion, passing, REGION, START, timing } from './played-region';

const input = { regionId: REGION, imageId: 'm-1', timing };
const DESCRIBE = `describe ${REGION} m-1`;
const CANCEL = `cancel ${REGION} m-1`;
const BOTH_READS = [DESCRIBE, CANCEL, DESCRIBE];

const creating = image({ status: 'Creating' });
const available = image({ status: 'Available' });
const failed = image({ status: 'CreateFailed' });

/** `shown`: what the read before CancelCopyImage shows, and the one after it; `refusal`: how the service refuses it. */
function play(shown: (Image | undefined | Error)[], refusal?: Error) {
  const region = new PlayedRegion();
  region.byId = shown;
  const dates: number[] = [];
  const fence: (boolean | Error)[] = [true];
  const effects: CancelEffects = {
    reads: region,
    cancelCopyImage: async ({ regionId, imageId }, date) => {
      region.calls.push(`cancel ${regionId} ${imageId}`);
      dates.push(date);
      if (refusal) throw refusal;
    },
    isAwaited: async () => nextOf(fence),
  };
  const step = (learned?: CancelMemory) => cancelStep(effects, input, { now: START, learned });
  return { step, calls: region.calls, dates, fence };
}

const done = (left: 'gone' | 'image') => ({ kind: 'done', value: { left } });

describe('a copy', () => {
  it.each([
    ['Available', available],
    ['failed', failed],
  ])('that is %s already is left, and nothing is sent', async (_, shown) => {
    const { step, calls } = play([shown]);
    expect(await step()).toEqual(done('image'));
    expect(calls).toEqual([DESCRIBE]);
  });

  it('in flight is cancelled, and gone when no read shows it', async () => {
    const { step, calls } = play([creating, undefined]);
    expect(await step()).toEqual(done('gone'));
    expect(calls).toEqual(BOTH_READS);
  });

  it('that is still shown is cancelled again', async () => {
    const { step } = play([creating]);
    expect(await step()).toEqual({
      kind: 'again',
      afterMs: timing.pollMinMs,
      why: `Image m-1 in ${REGION} is still being cancelled`,
      learned: { startedAt: START, accepted: true },
    });
  });

  it.each([
    ['Available', available],
    ['failed', failed],
  ])('that is %s after all is left', async (_, shown) => {
    expect(await play([creating, shown]).step()).toEqual(done('image'));
  });

  it('that no read shows yet is cancelled, too', async () => {
    const { step, calls } = play([undefined]);
    expect(await step()).toEqual(done('gone'));
    expect(calls).toEqual(BOTH_READS);
  });
});

describe.each([
  ['refused', callFailed()],
  ['of unknown outcome', callFailed({ outcome: 'unknown', retryable: true })],
])('a cancel that is %s', (_, refusal) => {
  it('leaves it to the read what there is', async () => {
    const { step, calls } = play([creating], refusal);
    expect(await step()).toMatchObject({ kind: 'again', learned: { startedAt: START, accepted: false } });
    expect(calls).toEqual(BOTH_READS);
    expect(await play([creating, available], refusal).step()).toEqual(done('image'));
  });

  it('makes no copy gone that may only be invisible yet', async () => {
    const { visibilityGraceMs } = timing;
    const triedFor = (ms: number) => play([undefined], refusal).step({ startedAt: START - ms, accepted: false });
    expect(await play([undefined], refusal).step()).toMatchObject({ kind: 'again' });
    const learned = { startedAt: START - visibilityGraceMs, accepted: false };
    expect(await triedFor(visibilityGraceMs)).toMatchObject({ kind: 'again', learned });
    expect(await triedFor(visibilityGraceMs + 1)).toEqual(done('gone'));
  });

  it('counts as accepted when an earlier one was', async () => {
    const learned = { startedAt: START, accepted: true };
    expect(await play([creating], refusal).step(learned)).toMatchObject({ kind: 'again', learned });
    expect(await play([undefined], refusal).step(learned)).toEqual(done('gone'));
  });
});

describe('a cancel that cannot be done', () => {
  it('for lack of permission ends at once', async () => {
    const { step, calls } = play([creating], callFailed({ reason: 'denied' }));
    expect(await step()).toEqual({ kind: 'failed', problem: callFailed().problem });
    expect(calls).toEqual([DESCRIBE, CANCEL]);
  });

  it('now is tried again when the service asks for it', async () => {
    const { step, calls } = play([creating], passing({ retryAfterMs: 9_000 }));
    expect(await step()).toMatchObject({ kind: 'again', afterMs: 9_000, problem: passing().problem });
    expect(calls).toEqual([DESCRIBE, CANCEL]);
  });

  it('for a reason that no rule foresaw is thrown on', async () => {
    await expect(play([creating], new TypeError('a defect')).step()).rejects.toThrow('a defect');
  });
});

describe('a read that fails', () => {
  it('before the cancel lets nothing be sent', async () => {
    const { step, calls } = play([passing()]);
    expect(await step()).toMatchObject({ kind: 'again', problem: passing().problem });
    expect(calls).toEqual([DESCRIBE]);
  });

  it('after the cancel does not make it forgotten', async () => {
    const { step } = play([creating, passing()]);
    expect(await step()).toMatchObject({ kind: 'again', learned: { startedAt: START, accepted: true } });
  });

  it('for good ends the cancel', async () => {
    expect(await play([creating, callFailed()]).step()).toMatchObject({
      kind: 'failed',
      problem: callFailed().problem,
    });
  });
});

describe('a cancel', () => {
  it('is dated by the answer of the read before it, else by the server’s clock', async () => {
    const dated = play([{ ...creating, date: START - 5_000 }, undefined]);
    await dated.step();
    expect(dated.dates).toEqual([START - 5_000]);
    const undated = play([creating, undefined]);
    await undated.step();
    expect(undated.dates).toEqual([START]);
  });

  it.each<[string, false | Error, string]>([
    ['nobody waits for it any more', false, 'NotAwaited'],
    ['Temporal cannot be asked', new Error('away'), 'TemporalUnavailable'],
  ])('is not sent when %s', async (_, answer, type) => {
    const { step, calls, fence } = play([creating]);
    fence.unshift(answer);
    const end = { kind: 'again', problem: expect.objectContaining({ type }) };
    expect(await step({ startedAt: START, accepted: true })).toMatchObject(end);
    expect(calls).toEqual([DESCRIBE]);
  });
});
