// The worker's configuration: the only reader of process.env. Temporal and Alibaba Cloud have conventions of their own,
// which their libraries read; what is ours begins with ECD_.
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import type { DistributionSettings } from '../activities';
import { isRegionId, LONGEST_RETRY_AFTER_MS, parseEndpoint } from '../ecd';
import { isAccountId } from '../shared/account-id';
import { durationMs } from '../shared/duration';

/** Everything that a worker needs to start. */
export interface WorkerConfig {
  temporal: ClientConnectConfig;
  /** Undefined: each region's own endpoint. */
  ecdEndpoint?: string | undefined;
  /** The most that counts of a wait that the cloud asks for, in ms. */
  longestRetryAfterMs: number;
  settings: DistributionSettings;
  /** Ceiling of the writes task queue: CopyImage and sharing, per second, over all workers. */
  writesPerSecond: number;
}

/** A worker was started with settings that cannot work: the message says what to set. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const FULL_SETTLE_WINDOW = '22m';

const variables = z.strictObject({
  ECD_ENDPOINT: z
    .string()
    .refine((text) => parseEndpoint(text), 'must be a URL such as http://127.0.0.1:8080, without a path')
    .optional(),
  ECD_ALLOW_INSECURE_ENDPOINT: z.enum(['true', 'false'], 'must be true or false').default('false'),
  ECD_ALLOWED_REGIONS: list(isRegionId, 'region ids'),
  ECD_ALLOWED_ACCOUNTS: list(isAccountId, 'account ids of 1 to 19 digits, without leading zeros and below 2^63'),
  ECD_CALL_TIMEOUT: duration('30s'),
  ECD_SETTLE_WINDOW: duration(FULL_SETTLE_WINDOW),
  ECD_POLL_MIN: duration('10s'),
  ECD_POLL_MAX: duration('2m'),
  ECD_VISIBILITY_GRACE: duration('3m'),
  ECD_WRITES_PER_SECOND: z.coerce.number('must be a number').positive('must be more than 0').default(15),
});

/** The worker's configuration from the environment. Throws `ConfigError` that names every setting to mend. */
export function readWorkerConfig(environment: Environment = process.env): WorkerConfig {
  const own = ownVariables(environment);
  const { data: values, error } = variables.safeParse(own);
  const findings = [...findingsOf(error), ...conflictsOf(own)];
  if (!values || findings.length > 0) {
    throw new ConfigError(`The configuration cannot work:\n  ${findings.join('\n  ')}`);
  }
  return {
    temporal: loadClientConnectConfig({ overrideEnvVars: { ...environment } as Record<string, string> }),
    ecdEndpoint: values.ECD_ENDPOINT,
    longestRetryAfterMs: longestRetryAfterMs(values.ECD_SETTLE_WINDOW),
    settings: {
      timing: {
        callTimeoutMs: values.ECD_CALL_TIMEOUT,
        settleWindowMs: values.ECD_SETTLE_WINDOW,
        pollMinMs: values.ECD_POLL_MIN,
        pollMaxMs: values.ECD_POLL_MAX,
        visibilityGraceMs: values.ECD_VISIBILITY_GRACE,
      },
      allowedRegions: values.ECD_ALLOWED_REGIONS,
      allowedAccounts: values.ECD_ALLOWED_ACCOUNTS,
    },
    writesPerSecond: values.ECD_WRITES_PER_SECOND,
  };
}

/** Scales with the settle window, as the protocol's durations do; a longer window is no reason to wait longer. */
function longestRetryAfterMs(settleWindowMs: number): number {
  const scale = settleWindowMs / (durationMs(FULL_SETTLE_WINDOW) ?? settleWindowMs);
  return Math.round(Math.min(scale, 1) * LONGEST_RETRY_AFTER_MS);
}

function ownVariables(environment: Environment): Record<string, string> {
  const own = Object.entries(environment).filter(([name, value]) => name.startsWith('ECD_') && value);
  return Object.fromEntries(own) as Record<string, string>;
}

function findingsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${issue.keys.join(', ')}: no such setting`
      : `${issue.path.join('.')}: ${issue.message}`,
  );
}

/** Settings that are right by themselves and not together. Found also while others are wrong: one start tells all. */
function conflictsOf(own: Readonly<Record<string, string>>): string[] {
  const { shape } = variables;
  const endpoint = parseEndpoint(own.ECD_ENDPOINT ?? '');
  const isPlainHttp = endpoint?.protocol === 'http' && !LOOPBACK.has(endpoint.hostname);
  const isAsked = own.ECD_ALLOW_INSECURE_ENDPOINT === 'true';
  const pollMin = shape.ECD_POLL_MIN.safeParse(own.ECD_POLL_MIN).data ?? 0;
  const pollMax = shape.ECD_POLL_MAX.safeParse(own.ECD_POLL_MAX).data ?? Number.POSITIVE_INFINITY;
  return [
    isPlainHttp && !isAsked
      ? ['ECD_ENDPOINT: is plain http beyond this machine; use https, or set ECD_ALLOW_INSECURE_ENDPOINT=true']
      : [],
    pollMin > pollMax ? ['ECD_POLL_MIN: must not be longer than ECD_POLL_MAX'] : [],
  ].flat();
}

function duration(byDefault: string) {
  return z.string().default(byDefault).transform(toMilliseconds);
}

function toMilliseconds(text: string, context: z.core.$RefinementCtx<string>): number {
  const milliseconds = durationMs(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: 'custom', message: `must be a duration such as 30s or 22m, not "${text}"` });
  return z.NEVER;
}

function list(isMember: (text: string) => boolean, what: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isMember), `must be ${what}, separated by commas`)
    .transform((items): ReadonlySet<string> => new Set(items))
    .optional();
}
