// The rules of each field of a request.
import { z } from 'zod';
import { isAccountId } from '../shared/account-id';
import type { DistributeImageInput } from '../shared/distribution';
import { durationMs } from '../shared/duration';
import { MARKER_PREFIX, MAX_ACCOUNTS, MAX_DESCRIPTION_LENGTH, MAX_DESTINATIONS } from '../shared/limits';

const MAX_REASON_LENGTH = 1_000;

const isUrl = (text: string) => /^https?:\/\//i.test(text);

/** Two letters, then parts after hyphens; the most that a label of a host name may have (RFC 1035, 2.3.4). */
const isRegionId = (text: string) => text.length <= 63 && /^[a-z]{2}(?:-[a-z0-9]+)+$/.test(text);

const DAY_MS = 86_400_000;
const MIN_COPY_TIMEOUT_MS = 1_000;
const MAX_COPY_TIMEOUT_MS = 7 * DAY_MS;

const isWellFormed = (text: string) => !/\p{Cs}/u.test(text);

/** Control characters, and those that turn the direction of text: none may steer a terminal or a page. */
const hasNoControls = (text: string) => !/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(text);

/** Line breaks are for people, too. */
const withoutBreaks = (text: string) => text.replace(/[\n\r\t]/g, ' ');

const WELL_FORMED = 'must be well-formed text: it holds half a character';
const NO_CONTROLS = 'must not hold control characters';

const aDuration = 'must be a duration such as 6h';

const regionId = z.string().refine(isRegionId, 'must be a region id such as cn-hangzhou');
const imageId = z.string().regex(/^m-[A-Za-z0-9]{1,64}$/, 'must be an image id such as m-gx2x1dhsmusr2');

// Alibaba Cloud, CopyImage: DestinationImageName.
const imageName = z
  .string()
  .min(2, 'must have 2 to 128 characters')
  .max(128, 'must have 2 to 128 characters')
  .refine((name) => !isUrl(name), 'must not begin with http:// or https://')
  .regex(/^[A-Za-z\p{Script=Han}]/u, 'must begin with a letter or a Chinese character')
  .regex(/^[A-Za-z0-9\p{Script=Han}:_-]*$/u, 'may hold letters, digits, Chinese characters, ":", "_" and "-" only');

// Alibaba Cloud, CopyImage: DestinationDescription, less the marker's place.
const description = z
  .string()
  .min(2, 'must have at least 2 characters')
  .refine(isWellFormed, WELL_FORMED)
  .refine(hasNoControls, NO_CONTROLS)
  .max(
    MAX_DESCRIPTION_LENGTH,
    `must have at most ${MAX_DESCRIPTION_LENGTH} characters: the rest of the cloud's 256 holds the marker`,
  )
  .refine((text) => !isUrl(text), 'must not begin with http:// or https://')
  .refine((text) => !text.includes(MARKER_PREFIX), `must not contain "${MARKER_PREFIX}"`);

const accounts = z
  .array(
    z
      .string('must be an account id as a string of digits, not a number')
      .refine(isAccountId, 'must be an account id: 1 to 19 digits without a leading zero, below 2^63'),
  )
  .max(MAX_ACCOUNTS, `must have at most ${MAX_ACCOUNTS} accounts`)
  .superRefine((ids, context) => {
    const twice = ids.find((id, index) => ids.indexOf(id) < index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `names account ${twice} twice` });
  });

// The HTTP API of Temporal's server makes null of an empty list.
const shareWith = accounts.nullable().transform((ids) => ids ?? []);

const destination = z.strictObject({
  regionId,
  imageName: imageName.optional(),
  description: description.optional(),
  shareWith: shareWith.optional(),
});

/** A request as anyone may send it. Rules between fields: see parse-request.ts. */
export const requestSchema = z.strictObject({
  source: z.strictObject({ regionId, imageId }),
  imageName,
  destinations: z.union(
    [
      z.literal('all'),
      z
        .array(destination)
        .min(1, 'must have at least one destination')
        .max(MAX_DESTINATIONS, `must have at most ${MAX_DESTINATIONS} destinations`),
    ],
    'must be a list of destinations, or "all"',
  ),
  shareWith,
  description: description.optional(),
  maxConcurrent: z.int().min(1).max(MAX_DESTINATIONS).optional(),
  copyTimeout: z
    .string(aDuration)
    .refine((text) => durationMs(text) !== undefined, aDuration)
    .refine((text) => (durationMs(text) ?? MIN_COPY_TIMEOUT_MS) >= MIN_COPY_TIMEOUT_MS, 'must be at least 1 second')
    .refine((text) => (durationMs(text) ?? 0) <= MAX_COPY_TIMEOUT_MS, 'must be at most 7 days')
    .optional(),
  onNameTaken: z.enum(['fail', 'adopt', 'copy'], 'must be fail, adopt or copy').optional(),
  onCancel: z.enum(['cancel-copy', 'keep'], 'must be cancel-copy or keep').optional(),
  reason: z
    .string()
    .max(MAX_REASON_LENGTH)
    .refine(isWellFormed, WELL_FORMED)
    .refine((text) => hasNoControls(withoutBreaks(text)), NO_CONTROLS)
    .optional(),
}) satisfies z.ZodType<DistributeImageInput>;
