// The worker's configuration: the only reader of process.env. Temporal and Alibaba Cloud have conventions of their own,
// which their libraries read; what is ours begins with ECD_.
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import type { DistributionSettings } from '../activities';
import { isRegionId } from '../ecd';
import { durationMs } from '../shared/duration';

/** Everything that a worker needs to start. */
export interface WorkerConfig {
  temporal: ClientConnectConfig;
  /** Undefined: each region's own endpoint. */
  ecdEndpoint?: string | undefined;
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

const variables = z
  .strictObject({
    ECD_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:8080' }).optional(),
    ECD_ALLOW_INSECURE_ENDPOINT: z.enum(['true', 'false'], 'must be true or false').default('false'),
    ECD_ALLOWED_REGIONS: list(isRegionId, 'region ids'),
    ECD_ALLOWED_ACCOUNTS: list((text) => /^\d{1,19}$/.test(text), 'account ids of 1 to 19 digits'),
    ECD_CALL_TIMEOUT: duration('30s'),
    ECD_SETTLE_WINDOW: duration('22m'),
    ECD_POLL_MIN: duration('10s'),
    ECD_POLL_MAX: duration('2m'),
    ECD_VISIBILITY_GRACE: duration('3m'),
    ECD_WRITES_PER_SECOND: z.coerce.number('must be a number').positive('must be more than 0').default(15),
  })
  .superRefine((values, context) => {
    const finding = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    const { ECD_ENDPOINT: endpoint } = values;
    const isPlainHttp = endpoint?.startsWith('http://') && !LOOPBACK.has(new URL(endpoint).hostname);
    if (isPlainHttp && values.ECD_ALLOW_INSECURE_ENDPOINT !== 'true') {
      finding('ECD_ENDPOINT', 'is plain http beyond this machine; use https, or set ECD_ALLOW_INSECURE_ENDPOINT=true');
    }
    if (values.ECD_POLL_MIN > values.ECD_POLL_MAX) finding('ECD_POLL_MIN', 'must not be longer than ECD_POLL_MAX');
  });

/** The worker's configuration from the environment. Throws `ConfigError` that names every setting to mend. */
export function readWorkerConfig(environment: Environment = process.env): WorkerConfig {
  const parsed = variables.safeParse(ownVariables(environment));
  if (!parsed.success) throw new ConfigError(`The configuration cannot work:\n  ${findings(parsed.error)}`);
  const values = parsed.data;
  return {
    temporal: loadClientConnectConfig({ overrideEnvVars: { ...environment } as Record<string, string> }),
    ecdEndpoint: values.ECD_ENDPOINT,
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

function ownVariables(environment: Environment): Record<string, string> {
  const own = Object.entries(environment).filter(([name, value]) => name.startsWith('ECD_') && value);
  return Object.fromEntries(own) as Record<string, string>;
}

function findings(error: z.ZodError): string {
  return error.issues
    .map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')}: no such setting`
        : `${issue.path.join('.')}: ${issue.message}`,
    )
    .join('\n  ');
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
