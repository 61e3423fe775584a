// How destinations read in lines and tables.
import { lineOf, resultTable, stateOf, tableOf } from '../../src/cli/text';
import type { DestinationResult, DestinationStatus } from '../../src/client';

const SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden' };
const ROW: DestinationResult = {
  regionId: 'cn-shanghai',
  imageName: 'office',
  imageId: 'm-copy',
  outcome: 'copied',
  sharedWith: ['1', '2'],
  duplicates: [],
  requestIds: {},
  startedAt: '2026-11-24T12:00:00.000Z',
  finishedAt: '2026-11-24T12:30:00.000Z',
};

function running(change: Partial<DestinationStatus>): DestinationStatus {
  return { regionId: 'cn-beijing', imageName: 'office', phase: 'waiting', ...change };
}

test('a state says how far a destination is, or how it ended', () => {
  expect(stateOf(running({ phase: 'queued' }))).toBe('queued');
  expect(stateOf(running({ percent: 40 }))).toBe('waiting 40%');
  expect(stateOf(running({ phase: 'settling', settlesUntil: '2026-11-24T12:22:00.000Z' }))).toBe(
    'settling until 2026-11-24T12:22:00.000Z',
  );
  expect(stateOf({ ...ROW, phase: 'done', percent: 99 })).toBe('copied');
  expect(stateOf({ ...ROW, phase: 'done', outcome: 'adopted', foreign: true })).toBe('adopted (foreign)');
  const error = { type: 'NameTaken', message: '', hint: '' };
  expect(stateOf({ ...ROW, phase: 'done', outcome: 'failed', error })).toBe('failed: NameTaken');
});

test('a line is one destination', () => {
  expect(lineOf(running({ percent: 40, imageId: 'm-copy' }))).toBe('cn-beijing       waiting 40%  m-copy');
  expect(lineOf({ ...ROW, phase: 'done' })).toBe('cn-shanghai      copied  m-copy  shared with 2');
});

test('the result table names code, RequestId and hint of every error, and duplicates', () => {
  const failed: DestinationResult = {
    ...ROW,
    regionId: 'ap-southeast-1',
    outcome: 'failed',
    sharedWith: [],
    duplicates: ['m-twin'],
    error: {
      type: 'CallFailed',
      code: 'QuotaExceeded',
      message: 'ModifyImagePermission failed',
      requestId: 'R-1',
      hint: 'Ask for more.',
    },
  };
  expect(resultTable({ source: SOURCE, destinations: [ROW, failed] })).toBe(
    `REGION          STATE               IMAGE   SHARED
cn-shanghai     copied              m-copy  2
ap-southeast-1  failed: CallFailed  m-copy  0

ap-southeast-1: ModifyImagePermission failed
  code QuotaExceeded, RequestId R-1
  Ask for more.
ap-southeast-1: more images of the same copy: m-twin

1 of 2 destinations done: m-golden of cn-hangzhou`,
  );
});

test('before the request is checked there is nothing to show, and says so', () => {
  expect(tableOf({ source: SOURCE, destinations: [] })).toBe('The request has not been checked yet.');
});

test('what comes from elsewhere cannot steer the terminal', () => {
  const error = { type: 'CallFailed', message: '\u001b[2Jgone\r\nforged', hint: '\u0007' };
  const table = resultTable({ source: SOURCE, destinations: [{ ...ROW, outcome: 'failed', error }] });
  expect(table.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(table).not.toContain('\nforged');
});
