// What the kind of a failure is taken for: the types that callers see are an API, and did not change when the kinds came.
import { callFailure, refusal } from '../../src/activities/failures';
import { ERROR_RULES, ruleFor } from '../../src/ecd/error-rules';
import { toEcdError } from '../../src/ecd/errors';

// The patterns that each of these decisions had of its own before.
const PERMISSION_CODE =
  /^(NoPermission|Forbidden|Forbbiden|InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch)/;
const NAME_IN_USE = 'InvalidImageName.Duplicated';
const UNKNOWN_REGION = /^(InvalidRegionId|ENOTFOUND$)/;
const CONFLICT = /ImageCopyConflict|ImageCopying/;

const CODES = [
  '',
  'Account.Arrearage',
  'DestinationRegion.NotFound',
  'Forbbiden',
  'Forbidden',
  'Forbidden.RAM',
  'IncompleteSignature',
  'IncorrectDestinationRegion',
  'IncorrectImageStatus',
  'InternalError',
  'InvalidAccessKeyId',
  'InvalidAccessKeyId.NotFound',
  'InvalidImage.NotFound',
  'InvalidImageId.NotFound',
  'InvalidImageName.Duplicated',
  'InvalidImageName.Malformed',
  'InvalidOperation.Conflict',
  'InvalidParameter.X',
  'InvalidRegionId',
  'InvalidRegionId.NotFound',
  'InvalidSecurityToken',
  'InvalidSecurityToken.Expired',
  'InvalidSecurityToken.Malformed',
  'InvalidTimeStamp.Expired',
  'MissingParameter',
  'NoPermission',
  'NoPermission.SubUser',
  'OperationDenied.EncryptedImage',
  'OperationDenied.ImageCopyConflict',
  'OperationDenied.ImageCopying',
  'OperationTooFrequent',
  'QuotaExceed.Image',
  'QuotaExceed.Share',
  'ServiceUnavailable',
  'SignatureDoesNotMatch',
  'SignatureNonceUsed',
  'Surprise',
  'Throttling.User',
  'UnsupportedRegion',
];
const STATUSES = [200, 302, 400, 403, 404, 408, 409, 500, 503, 599];

const failed = (thrown: object, regionId = 'cn-hangzhou') =>
  toEcdError(thrown, { action: 'CopyImage', regionId }, (text) => text);

const answered = (statusCode: number, code: string) => failed({ statusCode, data: code ? { Code: code } : {} });

const hostNotFound = { syscall: 'getaddrinfo', code: 'ENOTFOUND' };

describe.each(CODES)('the code "%s"', (code) => {
  test.each(STATUSES)('with HTTP %i is what it was', (statusCode) => {
    const error = answered(statusCode, code);
    const { outcome, retryable } = ruleFor(statusCode, code);
    const isRefusal = outcome === 'not-applied';
    expect(callFailure(error).type).toBe(PERMISSION_CODE.test(code) ? 'NoPermission' : 'CallFailed');
    expect(refusal(error)).toMatchObject({ retryable, conflict: isRefusal && CONFLICT.test(code) });
    expect(isRefusal && error.kind === 'name-in-use').toBe(isRefusal && code === NAME_IN_USE);
    expect(error.kind === 'unknown-region').toBe(!retryable && UNKNOWN_REGION.test(code));
  });
});

test('every rule is met by one of the codes, but for the one that a status alone decides', () => {
  const met = STATUSES.flatMap((statusCode) => CODES.map((code) => ruleFor(statusCode, code)));
  const unmet = ERROR_RULES.filter((rule) => !met.includes(rule));
  expect(unmet).toEqual([expect.objectContaining({ status: [429, 429] })]);
});

test('what is throttled by its status is throttled, whatever its code says', () => {
  expect(answered(429, 'NoPermission').kind).toBe('throttled');
});

test.each(['cn-hangzhou', 'cn-hangzhuo'])('a host of %s that does not exist is what it was', (regionId) => {
  const error = failed(hostNotFound, regionId);
  expect(error.kind === 'unknown-region').toBe(!error.retryable && UNKNOWN_REGION.test(error.code ?? ''));
  expect(callFailure(error).type).toBe('CallFailed');
});
