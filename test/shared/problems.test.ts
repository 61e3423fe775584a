// What each problem of a row says: its type, what the cloud said, the image and the region, and what to do next.
import { ERRORS, type ErrorDescription, type ErrorType } from '../../src/shared/error-types';
import type { Problem } from '../../src/shared/problem';
import * as problems from '../../src/shared/problems';

const destination = { regionId: 'cn-shanghai', imageName: 'Office', shareWith: [] };
const image = { regionId: 'cn-shanghai', imageId: 'm-copy' };
const call = { code: 'Some.Code', requestId: 'R-1', message: 'said the service' };

const adviceOf = (type: ErrorType) => (ERRORS[type] as ErrorDescription).advice;

const MADE: [ErrorType, Problem, named: string[]][] = [
  ['ListingUnstable', problems.listingUnstable('cn-shanghai'), ['cn-shanghai']],
  ['NotAwaited', problems.notAwaited('cn-shanghai'), ['cn-shanghai']],
  ['TemporalUnavailable', problems.temporalUnavailable('cn-shanghai'), ['cn-shanghai']],
  [
    'NameTaken',
    problems.nameTaken(destination, { holder: 'm-other', onNameTaken: 'fail' }),
    ['m-other', 'cn-shanghai', 'Office'],
  ],
  ['CopyOutcomeUnknown', problems.outcomeUnknown(destination, {}), ['Office', 'cn-shanghai']],
  ['CopyTimedOut', problems.copyTimedOut(image, 'Creating 40%'), ['m-copy', 'cn-shanghai', 'Creating 40%']],
  ['CopyNotShown', problems.copyNotShown(image), ['m-copy', 'cn-shanghai']],
  ['ImageGone', problems.imageGone(image), ['m-copy', 'cn-shanghai']],
  [
    'AccountNotAllowed',
    problems.accountsNotAllowed(Array.from({ length: 50 }, (_, index) => `${1e15 + index}`)),
    ['1000000000000004 and 45 more'],
  ],
  ['MarkerNotKept', problems.markerNotKept(image, '[ecd-copy:v1:k:r]'), ['m-copy', 'cn-shanghai', '[ecd-copy:v1:k:r]']],
  [
    'ShareIncomplete',
    problems.shareIncomplete(image, { missing: ['1', '2'], asked: 9 }),
    ['m-copy', 'cn-shanghai', '2 of 9 accounts: 1, 2'],
  ],
  [
    'ShareIncomplete',
    problems.shareIncomplete(image, { missing: ['1', '2', '3', '4', '5', '6', '7'], asked: 7 }),
    ['7 of 7 accounts: 1, 2, 3, 4, 5 and 2 more'],
  ],
  ['RegionUnknown', problems.regionUnknown('cn-shanghai'), ['cn-shanghai']],
  ['RegionNotAllowed', problems.regionNotAllowed('cn-shanghai'), ['cn-shanghai']],
  ['AccountNotAllowed', problems.accountsNotAllowed(['1', '2']), ['1, 2']],
  ['OwnedByAnotherRun', problems.ownedByAnotherRun('Another run owns it: run 1'), ['run 1', 'copyTimeout']],
  ['InvalidInput', problems.workflowIdTooLong('cn-shanghai', 300), ['cn-shanghai', '300 bytes']],
  ['Terminated', problems.terminated('cn-shanghai'), ['cn-shanghai']],
  ['Unexpected', problems.unexpected('a defect'), ['a defect']],
];

test.each(MADE)('%s names what it is about, with the advice of its type', (type, problem, named) => {
  const { message, code, requestId, ...rest } = problem;
  expect(rest).toEqual({ type, hint: adviceOf(type) });
  expect([code, requestId]).toEqual([undefined, undefined]);
  for (const name of named) expect(message).toContain(name);
});

describe('a call that failed', () => {
  it.each([
    ['is of a type of its own', 'other', 'CallFailed'],
    ['for lack of permission is of another', 'denied', 'NoPermission'],
  ] as const)('%s, with the advice on its code', (_, why, type) => {
    expect(problems.callFailed({ ...call, why, hint: 'do this' })).toEqual({ type, ...call, hint: 'do this' });
  });

  it('because there were too many is of a type with advice of its own, for a row that failed', () => {
    const problem = { type: 'Throttled', ...call, hint: adviceOf('Throttled') };
    expect(problems.callFailed({ ...call, why: 'throttled', hint: 'it is sent later' })).toEqual(problem);
  });

  it('again and again says how often, and since when', () => {
    const last = problems.callFailed({ ...call, message: 'x'.repeat(500), why: 'throttled', hint: '' });
    expect(problems.refusedSo(last, { refusals: 1, since: 0 })).toEqual(last);
    const { message } = problems.refusedSo(last, { refusals: 57, since: 0 });
    expect(message).toMatch(/x Refused 57 times since 1970-01-01T00:00:00.000Z.$/);
    expect(message).toHaveLength(500);
  });
});

describe('a name that is taken', () => {
  it('says why the holder cannot be adopted only when that was asked for', () => {
    const messageFor = (onNameTaken: 'fail' | 'adopt') =>
      problems.nameTaken(destination, { holder: 'm-other', onNameTaken }).message;
    expect(messageFor('adopt')).toMatch(/^Image m-other in cn-shanghai .* cannot be adopted: .* encrypted.* size\.$/);
    expect(messageFor('fail')).not.toMatch(/adopted/);
  });

  it('by nobody that shows is told in the service’s words', () => {
    expect(problems.nameInUse(call)).toEqual({ type: 'NameTaken', ...call, hint: adviceOf('NameTaken') });
  });
});

describe('an unknown outcome', () => {
  const known = (facts: Parameters<typeof problems.outcomeUnknown>[1]) => problems.outcomeUnknown(destination, facts);

  it('says that the call may have taken effect, and no more when no more is known', () => {
    expect(known({}).message).toBe('CopyImage of Office to cn-shanghai may or may not have taken effect.');
  });

  it('carries what is known of the call', () => {
    expect(known({ call })).toMatchObject({ code: 'Some.Code', requestId: 'R-1' });
    expect(known({ call }).message).toMatch(/taken effect\. The call: said the service$/);
  });

  it('names the image that is probably the copy', () => {
    const several = known({ suspects: ['m-1', 'm-2', 'm-3', 'm-4'] }).message;
    expect(several).toMatch(/ Images m-1, m-2, m-3 and more have the name but no marker: one of them is probably/);
    expect(known({ suspects: ['m-late'], call }).message).toMatch(
      / Image m-late .* probably the copy\. The call: said/,
    );
  });

  it('counts the calls that never showed an image', () => {
    expect(known({ neverSeen: 3, call }).message).toMatch(
      /^3 attempts .*Office to cn-shanghai .*no image showed\. The/,
    );
  });
});

test.each([
  ['', undefined],
  [' at 0%', 0],
  [' at 40%', 40],
])('a copy that failed says how far it came: "%s"', (at, percent) => {
  expect(problems.createFailed(image, percent)).toEqual({
    type: 'CreateFailed',
    code: 'CreateFailed',
    message: `Image m-copy in cn-shanghai ended as CreateFailed${at}`,
    hint: adviceOf('CreateFailed'),
  });
});

describe('a message', () => {
  it('has at most 500 characters, so that a table of 500 rows stays under 2 MB', () => {
    expect(problems.unexpected('x'.repeat(500)).message).toHaveLength(500);
    expect(problems.unexpected(`${'x'.repeat(500)}y`).message).toBe('x'.repeat(500));
    // 800 bytes of JSON, whatever is written in, and never half a character.
    expect(problems.unexpected('办'.repeat(500)).message).toBe('办'.repeat(266));
    expect(problems.unexpected('é"'.repeat(250)).message).toBe('é"'.repeat(200));
    expect(problems.unexpected(`xy${'😀'.repeat(249)}`).message).toBe(`xy${'😀'.repeat(199)}`);
  });

  it('has no control characters and no halves of others, which take six bytes each in JSON', () => {
    expect(problems.unexpected('one\ntwo\u0001\ud83dthree').message).toBe('one two  three');
  });

  it.each<[string, Problem]>([
    ['of a call', problems.callFailed({ ...call, message: 'x'.repeat(900), why: 'other', hint: '' })],
    ['of a name in use', problems.nameInUse({ ...call, message: 'x'.repeat(900) })],
    ['of an unknown outcome', problems.outcomeUnknown(destination, { call: { ...call, message: 'x'.repeat(900) } })],
  ])('%s is cut, too', (_, { message }) => {
    expect(message).toHaveLength(500);
  });
});
