// A request of unknown origin, checked by every rule that needs no cloud, and the one message that names every broken one.
import type { z } from 'zod';
import type { DistributeImageInput } from '../shared/distribution';
import { copyWorkflowId, MAX_WORKFLOW_ID_BYTES } from '../shared/ids';
import { requestSchema } from './request-schema';

/** The checked input, or the findings, each as `path: rule`. */
export function parseRequest(input: unknown): { input: DistributeImageInput } | { findings: string[] } {
  const parsed = requestSchema.safeParse(input);
  const findings = parsed.success ? crossFindings(parsed.data) : parsed.error.issues.flatMap((issue) => flatten(issue));
  if (parsed.success && findings.length === 0) return { input: parsed.data };
  return { findings: findings.map(({ path, message }) => cut(`${pathText(path)}: ${message}`)) };
}

/** One message of all findings, short enough for a history. */
export function findingsMessage(findings: readonly string[]): string {
  const more = findings.length - MAX_FINDINGS_SHOWN;
  return findings.slice(0, MAX_FINDINGS_SHOWN).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

const MAX_FINDINGS_SHOWN = 50;
const MAX_FINDING_LENGTH = 200;

/** A key or a value of the input may be of any length. */
function cut(finding: string): string {
  return finding.length <= MAX_FINDING_LENGTH
    ? finding
    : `${finding.slice(0, MAX_FINDING_LENGTH - 1).replace(/\p{Cs}$/u, '')}…`;
}

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

/** Zod hides why no member of a union fits; the member that is a list says it. */
function flatten(issue: z.core.$ZodIssue, above: PropertyKey[] = []): Finding[] {
  const path = [...above, ...issue.path];
  const deeper = issue.code === 'invalid_union' ? issue.errors.find((issues) => issues.some(isInside)) : undefined;
  return deeper ? deeper.flatMap((inner) => flatten(inner, path)) : [{ path, message: issue.message }];
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'too_big' || issue.code === 'too_small';
}

function pathText(path: PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'input';
}
