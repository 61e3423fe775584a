// The table of error types, which callers and alerts match on.
import { ERRORS, ErrorType, NOT_YET } from '../../src/shared/error-types';

const WITHOUT_ADVICE = ['NoPermission', 'CallFailed'];

test('a type is called by its own name', () => {
  expect(Object.entries(ErrorType).filter(([name, type]) => name !== type)).toEqual([]);
  expect(Object.keys(ErrorType)).toEqual(Object.keys(ERRORS));
});

// They are an API: none may go or change its name by the way.
test('the types are these', () => {
  expect(Object.keys(ERRORS).sort()).toEqual([
    'AccountNotAllowed',
    'CallFailed',
    'CopyNotShown',
    'CopyOutcomeUnknown',
    'CopyTimedOut',
    'CreateFailed',
    'DistributionIncomplete',
    'ImageGone',
    'InvalidInput',
    'ListingSlow',
    'ListingUnstable',
    'MarkerNotKept',
    'NameTaken',
    'NoPermission',
    'NotACopy',
    'NotAwaited',
    'NotSentInTime',
    'OwnedByAnotherRun',
    'RegionNotAllowed',
    'RegionUnknown',
    'ShareIncomplete',
    'TemporalUnavailable',
    'Terminated',
    'Throttled',
    'Unexpected',
  ]);
});

test('every type says in sentences what it means and what to do, but for those that the cloud’s code decides', () => {
  for (const [name, description] of Object.entries<{ means: string; advice?: string }>(ERRORS)) {
    expect([name, description.means]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
    const advice = WITHOUT_ADVICE.includes(name) ? undefined : expect.stringMatching(/^[A-Z].*\.$/);
    expect([name, description.advice]).toEqual([name, advice]);
  }
});

test('a wait that goes on is no type of failure', () => {
  expect(Object.keys(ERRORS)).not.toContain(NOT_YET);
});
