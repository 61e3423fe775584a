// The table of answers that are no success: what each means for the call, and what to do about it. The first rule that
// fits counts. ECD publishes no codes for its image actions: these are the gateway's, and ECS's for the like actions.
import type { CallOutcome } from './ecd-client';

/** What an answer means. */
export interface ErrorRule {
  /** Which codes; `''` is an answer without one. */
  code: RegExp;
  /** HTTP statuses, first and last; any when absent. */
  status?: readonly [first: number, last: number];
  outcome: CallOutcome;
  retryable: boolean;
  throttled?: boolean;
  conflict?: boolean;
  /** `{action}` stands for the name of the action. */
  hint: string;
}

const ANY = /^/;
const NONE = /^$/;

const unknown = (hint: string, code: RegExp, first = 0, last = Number.POSITIVE_INFINITY): ErrorRule => ({
  code,
  status: [first, last],
  outcome: 'unknown',
  retryable: true,
  hint,
});

const refused = (code: RegExp, hint: string): ErrorRule => ({ code, outcome: 'not-applied', retryable: false, hint });
const refusedForNow = (code: RegExp, hint: string): ErrorRule => ({ ...refused(code, hint), retryable: true });

const throttled = (code: RegExp, first: number, last: number): ErrorRule => ({
  ...refusedForNow(code, 'There are too many calls: wait, and send fewer per second if it goes on.'),
  status: [first, last],
  throttled: true,
});

const READ_BACK = 'Read back whether the call took effect.';
const NOT_ECD = `${READ_BACK} The answer is not like ECD's: check the endpoint, and for a proxy on the way.`;
const CHECK_KEYS = "Check the worker's access key: its id, its secret, and that it is not disabled.";

/** The rules: first those that say what became of the call, then those that only say why it was refused. */
export const ERROR_RULES: readonly ErrorRule[] = [
  throttled(/Throttling/, 400, 599),
  unknown(NOT_ECD, ANY, 0, 399),
  unknown(READ_BACK, ANY, 408, 408),
  unknown(`${READ_BACK} If it goes on, see the service's status page.`, ANY, 500, 599),
  unknown(NOT_ECD, NONE),
  unknown(`${READ_BACK} An equal request had arrived before.`, /^SignatureNonceUsed$/),

  throttled(ANY, 429, 429),
  throttled(/^OperationTooFrequent$/, 400, 499),
  {
    ...refusedForNow(/ImageCopyConflict|ImageCopying/, 'Wait until the running copy of this image is done.'),
    conflict: true,
  },
  refusedForNow(/^InvalidOperation\.Conflict$/, 'Wait until the earlier request is done.'),
  refusedForNow(
    /^InvalidTimeStamp\.Expired$/,
    "The request came over 15 min after its date. Check the worker's clock.",
  ),
  refusedForNow(/^InvalidSecurityToken\.Expired$/, 'Give the worker credentials that renew themselves, or new ones.'),

  refused(/^(NoPermission|Forbidden|Forbbiden)/, "Allow the RAM action ecd:{action} to the worker's identity."),
  refused(/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/, CHECK_KEYS),
  refused(/^Account\.Arrearage$/, 'Settle the overdue bill of the Alibaba Cloud account.'),
  refused(
    /^QuotaExceed\.Share/,
    'Stop sharing the image with accounts that no longer need it, or ask for a higher quota.',
  ),
  refused(/^QuotaExceed/, 'Delete images in that region, or ask Alibaba Cloud for a higher quota.'),
  refused(/^InvalidImageName\.Duplicated$/, 'Choose another name: an image in the destination has this one.'),
  refused(/^InvalidImage(Id)?\.NotFound$/, 'Check the image id and its region, and whether the image was deleted.'),
  refused(/^IncorrectImageStatus$/, "See the image's status: it must be Available to be copied or shared."),
  refused(/Encrypted/, 'Use an image that is not encrypted.'),
  refused(/Region/, 'Choose a region that DescribeRegions lists and that takes copies from the source region.'),
  refused(/^(Missing|Invalid)/, 'Correct the parameter that the message names.'),
];

/** A code that is not in the table: repeating the call would only repeat the refusal. */
const OTHER_REFUSAL = refused(ANY, 'The service refused the call: its message says why.');

/** The rule for an answer with an HTTP status and a code, undefined when it has none. */
export function ruleFor(statusCode: number, code = ''): ErrorRule {
  const fits = ({ code: pattern, status: [first, last] = [0, Number.POSITIVE_INFINITY] }: ErrorRule) =>
    statusCode >= first && statusCode <= last && pattern.test(code);
  return ERROR_RULES.find(fits) ?? OTHER_REFUSAL;
}
