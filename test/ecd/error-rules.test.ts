// The table of answers, rule by rule: what an answer means, and that its hint names what to look at or to do.
import { ERROR_RULES, type ErrorRule, ruleFor } from '../../src/ecd/error-rules';

type Meaning = Pick<ErrorRule, 'outcome' | 'retryable' | 'throttled' | 'conflict'>;

const unknown: Meaning = { outcome: 'unknown', retryable: true };
const refused: Meaning = { outcome: 'not-applied', retryable: false };
const refusedForNow: Meaning = { outcome: 'not-applied', retryable: true };
const throttled: Meaning = { ...refusedForNow, throttled: true };
const conflict: Meaning = { ...refusedForNow, conflict: true };

const ANSWERS: [statusCode: number, code: string, meaning: Meaning, hint: RegExp][] = [
  [0, '', unknown, /read back.*endpoint.*proxy/i],
  [302, 'Moved', unknown, /read back.*endpoint.*proxy/i],
  [399, 'Throttling', unknown, /read back.*endpoint/i],
  [400, '', unknown, /read back.*endpoint/i],
  [408, 'RequestTimeout', unknown, /read back/i],
  [500, 'InternalError', unknown, /read back.*status page/i],
  [599, 'NoPermission', unknown, /read back.*status page/i],
  [400, 'SignatureNonceUsed', unknown, /read back.*equal request/i],
  [400, 'Throttling.User', throttled, /wait.*fewer/i],
  [599, 'Rejected.Throttling', throttled, /wait.*fewer/i],
  [429, 'TooMany', throttled, /wait.*fewer/i],
  [403, 'OperationTooFrequent', throttled, /wait.*fewer/i],
  [400, 'OperationDenied.ImageCopyConflict', conflict, /wait.*running copy/i],
  [403, 'OperationDenied.ImageCopying', conflict, /wait.*running copy/i],
  [409, 'InvalidOperation.Conflict', refusedForNow, /wait.*earlier request/i],
  [400, 'InvalidTimeStamp.Expired', refusedForNow, /clock/i],
  [400, 'InvalidSecurityToken.Expired', refusedForNow, /credentials.*renew/i],
  [403, 'NoPermission', refused, /RAM action ecd:\{action\}/],
  [403, 'Forbidden.RAM', refused, /RAM action ecd:\{action\}/],
  [403, 'Forbbiden', refused, /RAM action ecd:\{action\}/],
  [404, 'InvalidAccessKeyId.NotFound', refused, /access key/i],
  [400, 'SignatureDoesNotMatch', refused, /access key/i],
  [400, 'IncompleteSignature', refused, /access key/i],
  [400, 'InvalidSecurityToken.Malformed', refused, /access key/i],
  [403, 'Account.Arrearage', refused, /bill/i],
  [403, 'QuotaExceed.Share', refused, /accounts.*quota/i],
  [403, 'QuotaExceed.Image', refused, /delete images.*quota/i],
  [400, 'InvalidImageName.Duplicated', refused, /another name/i],
  [404, 'InvalidImage.NotFound', refused, /image id.*region.*deleted/i],
  [404, 'InvalidImageId.NotFound', refused, /image id.*region.*deleted/i],
  [403, 'IncorrectImageStatus', refused, /status.*Available/i],
  [403, 'OperationDenied.EncryptedSnapshot', refused, /not encrypted/i],
  [403, 'UnsupportedRegion', refused, /region.*DescribeRegions/i],
  [400, 'MissingParameter', refused, /correct the parameter/i],
  [400, 'InvalidParameter.X', refused, /correct the parameter/i],
  [400, 'Surprise', refused, /message says why/i],
];

test.each(ANSWERS)('HTTP %i with the code "%s"', (statusCode, code, meaning, hint) => {
  const { throttled = false, conflict = false, ...rule } = ruleFor(statusCode, code);
  expect({ throttled, conflict, ...rule }).toMatchObject({ throttled: false, conflict: false, ...meaning });
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
  'Missing',
  'Invalid',
])('a code that begins with %s is of that kind, one that ends with it is not', (code) => {
  expect(ruleFor(400, `${code}.Other`)).toBe(ruleFor(400, code));
  expect(ruleFor(400, `Other.${code}`)).not.toBe(ruleFor(400, code));
});
