// The table of answers, rule by rule: what an answer means, and that its hint names what to look at or to do.
import type { FailureKind } from '../../src/ecd';
import { ERROR_RULES, type ErrorRule, ruleFor } from '../../src/ecd/error-rules';

type Meaning = Pick<ErrorRule, 'outcome' | 'retryable'>;

const unknown: Meaning = { outcome: 'unknown', retryable: true };
const refused: Meaning = { outcome: 'not-applied', retryable: false };
const refusedForNow: Meaning = { outcome: 'not-applied', retryable: true };

const ANSWERS: [statusCode: number, code: string, kind: FailureKind, meaning: Meaning, hint: RegExp][] = [
  [0, '', 'unclear', unknown, /read back.*endpoint.*proxy/i],
  [200, 'NoPermission', 'denied', unknown, /read back.*endpoint.*proxy/i],
  [302, 'Moved', 'unclear', unknown, /read back.*endpoint.*proxy/i],
  [399, 'Throttling', 'unclear', unknown, /read back.*endpoint/i],
  [400, '', 'unclear', unknown, /read back.*endpoint/i],
  [408, 'RequestTimeout', 'unclear', unknown, /read back/i],
  [408, 'SignatureDoesNotMatch', 'denied', unknown, /read back/i],
  [500, 'InternalError', 'unclear', unknown, /read back.*status page/i],
  [599, 'NoPermission', 'denied', unknown, /read back.*status page/i],
  [600, 'NoPermission', 'denied', unknown, /read back.*status page/i],
  [600, 'Throttling', 'unclear', unknown, /read back.*status page/i],
  [999, 'InvalidParameter.X', 'unclear', unknown, /read back.*status page/i],
  [99, 'InvalidParameter.X', 'unclear', unknown, /read back.*endpoint/i],
  [-1, 'InvalidParameter.X', 'unclear', unknown, /read back.*endpoint/i],
  [Number.NaN, 'InvalidParameter.X', 'unclear', unknown, /read back.*endpoint/i],
  [400, 'SignatureNonceUsed', 'unclear', unknown, /read back.*equal request/i],
  [400, 'Throttling.User', 'throttled', refusedForNow, /wait.*fewer/i],
  [599, 'Rejected.Throttling', 'throttled', refusedForNow, /wait.*fewer/i],
  [429, 'TooMany', 'throttled', refusedForNow, /wait.*fewer/i],
  [403, 'OperationTooFrequent', 'throttled', refusedForNow, /wait.*fewer/i],
  [400, 'OperationDenied.ImageCopyConflict', 'conflict', refusedForNow, /wait.*running copy/i],
  [403, 'OperationDenied.ImageCopying', 'conflict', refusedForNow, /wait.*running copy/i],
  [409, 'InvalidOperation.Conflict', 'busy', refusedForNow, /wait.*earlier request/i],
  [400, 'InvalidTimeStamp.Expired', 'expired', refusedForNow, /clock/i],
  [400, 'InvalidSecurityToken.Expired', 'denied', refusedForNow, /credentials.*renew/i],
  [403, 'NoPermission', 'denied', refused, /RAM action ecd:\{action\}/],
  [403, 'Forbidden.RAM', 'denied', refused, /RAM action ecd:\{action\}/],
  [403, 'Forbbiden', 'denied', refused, /RAM action ecd:\{action\}/],
  [404, 'InvalidAccessKeyId.NotFound', 'denied', refused, /access key/i],
  [400, 'SignatureDoesNotMatch', 'denied', refused, /access key/i],
  [400, 'InvalidSecurityToken.Malformed', 'denied', refused, /access key/i],
  [400, 'IncompleteSignature', 'invalid', refused, /access key/i],
  [403, 'Account.Arrearage', 'arrears', refused, /bill/i],
  [403, 'QuotaExceed.Share', 'quota', refused, /accounts.*quota/i],
  [403, 'QuotaExceed.Image', 'quota', refused, /delete images.*quota/i],
  [400, 'InvalidImageName.Duplicated', 'name-in-use', refused, /another name/i],
  [404, 'InvalidImage.NotFound', 'not-found', refused, /image id.*region.*deleted/i],
  [404, 'InvalidImageId.NotFound', 'not-found', refused, /image id.*region.*deleted/i],
  [403, 'IncorrectImageStatus', 'wrong-status', refused, /status.*Available/i],
  [403, 'OperationDenied.EncryptedSnapshot', 'encrypted', refused, /not encrypted/i],
  [404, 'InvalidRegionId.NotFound', 'unknown-region', refused, /region.*DescribeRegions/i],
  [403, 'UnsupportedRegion', 'unsuitable-region', refused, /region.*DescribeRegions/i],
  [403, 'DestinationRegion.NotFound', 'unsuitable-region', refused, /region.*DescribeRegions/i],
  [400, 'MissingParameter', 'invalid', refused, /correct the parameter/i],
  [400, 'InvalidParameter.X', 'invalid', refused, /correct the parameter/i],
  [400, 'Surprise', 'other', refused, /message says why/i],
];

test.each(ANSWERS)('HTTP %i with the code "%s" is %s', (statusCode, code, kind, meaning, hint) => {
  const rule = ruleFor(statusCode, code);
  expect(rule).toMatchObject({ kind, ...meaning });
  expect(rule.hint).toMatch(hint);
});

test('every rule is the one for some answer of this test', () => {
  const used = ANSWERS.map(([statusCode, code]) => ruleFor(statusCode, code));
  expect(ERROR_RULES.filter((rule) => !used.includes(rule))).toEqual([]);
});

test('an answer without a code has the empty one', () => {
  expect(ruleFor(400)).toBe(ruleFor(400, ''));
});

// What is taken for "not applied" by mistake is sent again: a rule fits its own codes and none that only look like them.
test.each([
  'SignatureNonceUsed',
  'OperationTooFrequent',
  'InvalidOperation.Conflict',
  'InvalidTimeStamp.Expired',
  'InvalidSecurityToken.Expired',
  'Account.Arrearage',
  'InvalidImageName.Duplicated',
  'InvalidImage.NotFound',
  'InvalidImageId.NotFound',
  'IncorrectImageStatus',
])('a code that only begins or ends with %s is another one', (code) => {
  expect(ruleFor(400, `Other.${code}`)).not.toBe(ruleFor(400, code));
  expect(ruleFor(400, `${code}.Other`)).not.toBe(ruleFor(400, code));
});

test.each([
  'NoPermission',
  'Forbidden',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'QuotaExceed.Share',
  'QuotaExceed',
  'InvalidRegionId',
  'Missing',
  'Invalid',
])('a code that begins with %s is of that kind, one that ends with it is not', (code) => {
  expect(ruleFor(400, `${code}.Other`)).toBe(ruleFor(400, code));
  expect(ruleFor(400, `Other.${code}`)).not.toBe(ruleFor(400, code));
});
