// The worker's log: one JSON line per event on stderr, without secrets.
import { DefaultLogger, type LogEntry, type Logger } from '@temporalio/worker';
import pino from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Names under which libraries keep keys: none of ours logs any, and these make sure. */
const SECRET_NAMES = ['accessKeyId', 'accessKeySecret', 'securityToken', 'apiKey', 'authorization', 'Authorization'];

/** A logger for Temporal's runtime. */
export function createLogger(): Logger {
  const paths = SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const log = pino({ redact: paths, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return new DefaultLogger('INFO', ({ level, message, meta }: LogEntry) => {
    const { error, ...fields } = meta ?? {};
    log[LEVELS[level]]({ ...fields, ...(error !== undefined && { err: error }) }, message);
  });
}
