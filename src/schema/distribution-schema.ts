// The rules of the input of `distributeImage`, and the one message that names every broken one.
import { z } from 'zod';
import type { DistributeImageInput } from '../shared/distribution';
import { durationMs } from '../shared/duration';
import { copyWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../shared/ids';
import { MARKER_PREFIX, MAX_ACCOUNTS, MAX_DESCRIPTION_LENGTH, MAX_DESTINATIONS } from '../shared/limits';

const MAX_REASON_LENGTH = 1_000;
const MAX_FINDINGS_SHOWN = 50;

const isUrl = (text: string) => /^https?:\/\//i.test(text);

/** Two letters, then parts after hyphens; the most that a label of a host name may have (RFC 1035, 2.3.4). */
const isRegionId = (text: string) => text.length <= 63 && /^[a-z]{2}(?:-[a-z0-9]+)+$/.test(text);

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
      .regex(/^\d{1,19}$/, 'must be an account id: 1 to 19 digits'),
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

const shape = z.strictObject({
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
    .optional(),
  onNameTaken: z.enum(['fail', 'adopt', 'copy'], 'must be fail, adopt or copy').optional(),
  onCancel: z.enum(['cancel-copy', 'keep'], 'must be cancel-copy or keep').optional(),
  reason: z.string().max(MAX_REASON_LENGTH).optional(),
}) satisfies z.ZodType<DistributeImageInput>;

interface Finding {
  path: PropertyKey[];
  message: string;
}

/** Rules between fields: no copy onto the source, no region twice, ids that the server can hold. */
function crossFindings({ source, destinations, imageName }: DistributeImageInput): Finding[] {
  if (destinations === 'all') return [];
  return destinations.flatMap((destination, index): Finding[] => {
    const path = ['destinations', index, 'regionId'];
    const first = destinations.findIndex((other) => other.regionId === destination.regionId);
    const id = copyWorkflowId(source, {
      regionId: destination.regionId,
      imageName: destination.imageName ?? imageName,
    });
    return [
      ...(destination.regionId === source.regionId ? [{ path, message: "must not be the source's region" }] : []),
      ...(first < index ? [{ path, message: `names the region of destinations[${first}] again` }] : []),
      ...(Buffer.byteLength(id) > MAX_WORKFLOW_ID_BYTES
        ? [{ path: ['destinations', index, 'imageName'], message: 'is too long: the workflow id would pass 255 bytes' }]
        : []),
    ];
  });
}

function pathText(path: PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'input';
}

/** Zod hides why no member of a union fits; the member that is a list says it. */
function flatten(issue: z.core.$ZodIssue, above: PropertyKey[] = []): Finding[] {
  const path = [...above, ...issue.path];
  const deeper = issue.code === 'invalid_union' ? issue.errors.find((issues) => issues.some(isInside)) : undefined;
  return deeper ? deeper.flatMap((inner) => flatten(inner, path)) : [{ path, message: issue.message }];
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'too_big' || issue.code === 'too_small';
}

/** The checked input, or the findings, each as `path: rule`. */
export function parseDistribution(input: unknown): { input: DistributeImageInput } | { findings: string[] } {
  const parsed = shape.safeParse(input);
  const findings = parsed.success ? crossFindings(parsed.data) : parsed.error.issues.flatMap((issue) => flatten(issue));
  if (parsed.success && findings.length === 0) return { input: parsed.data };
  return { findings: findings.map(({ path, message }) => `${pathText(path)}: ${message}`) };
}

/** One message of all findings, short enough for a history. */
export function findingsMessage(findings: readonly string[]): string {
  const more = findings.length - MAX_FINDINGS_SHOWN;
  return findings.slice(0, MAX_FINDINGS_SHOWN).join('; ') + (more > 0 ? `; and ${more} more` : '');
}
