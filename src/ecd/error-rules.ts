// The table of answers that are no success: what each means for the call, why it failed, and what to do about it. The
// first rule that fits counts. ECD publishes no codes for its image actions: these are the gateway's, and ECS's for the
// like actions.
import type { CallOutcome } from './ecd-client';
import type { FailureKind } from './failure-kind';

/** HTTP statuses, first and last. */
type StatusRange = readonly [first: number, last: number];

/** What an answer means. */
export interface ErrorRule {
  /** Which codes; `''` is an answer without one. */
  code: RegExp;
  /** Any status when it is left out. */
  status?: StatusRange | undefined;
  kind: FailureKind;
  outcome: CallOutcome;
  retryable: boolean;
  /** `{action}` stands for the name of the action. */
  hint: string;
}

const ANY_HIGHER = Number.POSITIVE_INFINITY;
const ANY = /^/;
const NONE = /^$/;
const NO_RIGHT = /^(NoPermission|Forbidden|Forbbiden)/;
const BAD_KEYS = /^(InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch)/;
const DENIED = new RegExp(`${NO_RIGHT.source}|${BAD_KEYS.source}`);

const READ_BACK = 'Read back whether the call took effect.';
const NOT_ECD = `${READ_BACK} The answer is not like ECD's: check the endpoint, and for a proxy on the way.`;
const CHECK_KEYS = "Check the worker's access key: its id, its secret, and that it is not disabled.";
const CHOOSE_REGION = 'Choose a region that DescribeRegions lists and that takes copies from the source region.';

/** The rules: first those that say what became of the call, then those that only say why it was refused. */
export const ERROR_RULES: readonly ErrorRule[] = [
  throttled(/Throttling/, [400, 599]),
  ...unknownAt([0, 399], NOT_ECD),
  ...unknownAt([408, 408], READ_BACK),
  ...unknownAt([500, ANY_HIGHER], `${READ_BACK} If it goes on, see the service's status page.`),
  unknown('unclear', NONE, NOT_ECD),
  unknown('unclear', /^SignatureNonceUsed$/, `${READ_BACK} An equal request had arrived before.`),

  throttled(ANY, [429, 429]),
  throttled(/^OperationTooFrequent$/, [400, 499]),
  refusedForNow('conflict', /ImageCopyConflict|ImageCopying/, 'Wait until the running copy of this image is done.'),
  refusedForNow('busy', /^InvalidOperation\.Conflict$/, 'Wait until the earlier request is done.'),
  refusedForNow(
    'expired',
    /^InvalidTimeStamp\.Expired$/,
    "The request came over 15 min after its date. Check the worker's clock.",
  ),
  refusedForNow(
    'denied',
    /^InvalidSecurityToken\.Expired$/,
    'Give the worker credentials that renew themselves, or new ones.',
  ),

  refused('denied', NO_RIGHT, "Allow the RAM action ecd:{action} to the worker's identity."),
  refused('denied', BAD_KEYS, CHECK_KEYS),
  refused('invalid', /^IncompleteSignature/, CHECK_KEYS),
  refused('arrears', /^Account\.Arrearage$/, 'Settle the overdue bill of the Alibaba Cloud account.'),
  refused(
    'quota',
    /^QuotaExceed\.Share/,
    'Stop sharing the image with accounts that no longer need it, or ask for a higher quota.',
  ),
  refused('quota', /^QuotaExceed/, 'Delete images in that region, or ask Alibaba Cloud for a higher quota.'),
  refused(
    'name-in-use',
    /^InvalidImageName\.Duplicated$/,
    'Choose another name: an image in the destination has this one.',
  ),
  refused(
    'not-found',
    /^InvalidImage(Id)?\.NotFound$/,
    'Check the image id and its region, and whether the image was deleted.',
  ),
  refused(
    'wrong-status',
    /^IncorrectImageStatus$/,
    "See the image's status: it must be Available to be copied or shared.",
  ),
  refused('encrypted', /Encrypted/, 'Use an image that is not encrypted.'),
  refused('unknown-region', /^InvalidRegionId/, CHOOSE_REGION),
  refused('unsuitable-region', /Region/, CHOOSE_REGION),
  refused('invalid', /^(Missing|Invalid)/, 'Correct the parameter that the message names.'),
];

/** A code that is not in the table: repeating the call would only repeat the refusal. */
const OTHER_REFUSAL = refused('other', ANY, 'The service refused the call: its message says why.');

/** The rule for an answer with an HTTP status and a code, undefined when it has none. A status that is none is 0. */
export function ruleFor(status: number, code = ''): ErrorRule {
  const statusCode = Number.isInteger(status) && status > 0 ? status : 0;
  const fits = ({ code: pattern, status: [first, last] = [0, ANY_HIGHER] }: ErrorRule) =>
    statusCode >= first && statusCode <= last && pattern.test(code);
  return ERROR_RULES.find(fits) ?? OTHER_REFUSAL;
}

function unknown(kind: FailureKind, code: RegExp, hint: string): ErrorRule {
  return { code, kind, outcome: 'unknown', retryable: true, hint };
}

/** Statuses that leave open what became of the call. A denial is named as one all the same. */
function unknownAt(status: StatusRange, hint: string): ErrorRule[] {
  return [
    { ...unknown('denied', DENIED, hint), status },
    { ...unknown('unclear', ANY, hint), status },
  ];
}

function refused(kind: FailureKind, code: RegExp, hint: string): ErrorRule {
  return { code, kind, outcome: 'not-applied', retryable: false, hint };
}

function refusedForNow(kind: FailureKind, code: RegExp, hint: string): ErrorRule {
  return { ...refused(kind, code, hint), retryable: true };
}

function throttled(code: RegExp, status: StatusRange): ErrorRule {
  const hint = 'There are too many calls: wait, and send fewer per second if it goes on.';
  return { ...refusedForNow('throttled', code, hint), status };
}
