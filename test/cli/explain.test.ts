// Exit codes and texts of errors.
import { ServiceError } from '@temporalio/client';
import { ExitCode } from '../../src/cli/exit-code';
import { exitCodeOf, explain, isConnectionLost } from '../../src/cli/explain';
import { UsageError } from '../../src/cli/usage-error';
import {
  type DestinationResult,
  DistributionCancelledError,
  DistributionFailedError,
  DistributionIncompleteError,
  DistributionNotFoundError,
  InvalidInputError,
  RequestIdConflictError,
  TemporalUnreachableError,
} from '../../src/client';

const SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden' };

function grpcError(code: number) {
  const cause = Object.assign(new Error('refused'), { code, details: 'refused', metadata: {} });
  return new ServiceError('Failed to start Workflow', { cause });
}

function incomplete(...types: (string | undefined)[]) {
  const destinations = types.map(
    (type, index): DestinationResult => ({
      regionId: `cn-${index}`,
      imageName: 'office',
      outcome: type === undefined ? 'copied' : 'failed',
      sharedWith: [],
      duplicates: [],
      requestIds: {},
      startedAt: '',
      finishedAt: '',
      ...(type !== undefined && { error: { type, message: '', hint: '' } }),
    }),
  );
  return new DistributionIncompleteError('not done', 'id', { source: SOURCE, destinations });
}

test.each([
  [new UsageError('missing --to'), ExitCode.WrongUsage],
  [new InvalidInputError('bad', 'id', []), ExitCode.WrongUsage],
  [incomplete(undefined, 'NameTaken'), ExitCode.SomeFailed],
  [incomplete('NameTaken'), ExitCode.SomeFailed],
  [incomplete(undefined, 'NoPermission'), ExitCode.SomeFailed],
  [incomplete('NoPermission', 'NoPermission'), ExitCode.NoPermission],
  [new DistributionFailedError('denied', 'id', 'NoPermission'), ExitCode.NoPermission],
  [new DistributionFailedError('broken', 'id', 'CallFailed'), ExitCode.Failed],
  [new DistributionCancelledError('id', { source: SOURCE, destinations: [] }), ExitCode.Failed],
  [new DistributionNotFoundError('none', 'id'), ExitCode.Failed],
  [new RequestIdConflictError('other input', 'id'), ExitCode.Failed],
  [new TemporalUnreachableError('localhost:7233'), ExitCode.Failed],
  [grpcError(7), ExitCode.NoPermission],
  [grpcError(16), ExitCode.NoPermission],
  [grpcError(14), ExitCode.Failed],
  [new Error('anything'), ExitCode.Failed],
])('%s ends with its own exit code', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('a lost connection is told from a refusal', () => {
  expect([4, 7, 14].map((code) => isConnectionLost(grpcError(code)))).toEqual([true, false, true]);
});

test('every finding of an input has its line', () => {
  const error = new InvalidInputError('a; b', 'id', ['imageName: too long', 'shareWith[0]: no digits']);
  expect(explain(error)).toBe('The request is not right:\n  imageName: too long\n  shareWith[0]: no digits');
});

test('what to do is said', () => {
  expect(explain(new TemporalUnreachableError('localhost:7233'))).toMatch(
    /localhost:7233.*TEMPORAL_ADDRESS.*start-dev/s,
  );
  expect(explain(grpcError(7))).toMatch(/refused.*TEMPORAL_API_KEY/s);
});
