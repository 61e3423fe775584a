// A connection to Temporal by the SDK's own conventions: explicit options over TEMPORAL_* over a profile of temporal.toml.
import { Client, Connection, isGrpcDeadlineError } from '@temporalio/client';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { TemporalUnreachableError } from './errors';

/** Where Temporal is. What is left out comes from the environment or from `temporal.toml`. */
export interface ConnectOptions {
  /** `host:port`. */
  address?: string | undefined;
  namespace?: string | undefined;
  /** Name of a profile in `temporal.toml`. */
  profile?: string | undefined;
}

const DEFAULT_ADDRESS = 'localhost:7233';
const DEFAULT_NAMESPACE = 'default';
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Reads where Temporal is, the namespace included. Throws when the profile does not exist or `temporal.toml` cannot be
 * read.
 */
export function readConnectConfig({ address, namespace, profile }: ConnectOptions = {}): ClientConnectConfig {
  const loaded = load(profile);
  return {
    connectionOptions: {
      ...loaded.connectionOptions,
      address: address ?? loaded.connectionOptions.address ?? DEFAULT_ADDRESS,
    },
    namespace: namespace ?? loaded.namespace ?? DEFAULT_NAMESPACE,
  };
}

/**
 * Connects to Temporal; `client.connection.close()` ends it. Throws `TemporalUnreachableError` when no server answers
 * within 5 s, and Temporal's own `ServiceError` when the server refuses.
 */
export async function connect(options: ConnectOptions = {}): Promise<Client> {
  const { connectionOptions, namespace = DEFAULT_NAMESPACE } = readConnectConfig(options);
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: CONNECT_TIMEOUT_MS });
    return new Client({ connection, namespace });
  } catch (error) {
    const isDeadline = isGrpcDeadlineError(error) || /deadline/i.test(String(error));
    if (!isDeadline) throw error;
    throw new TemporalUnreachableError(connectionOptions.address ?? DEFAULT_ADDRESS, { cause: error });
  }
}

function load(profile: string | undefined): ClientConnectConfig {
  try {
    return loadClientConnectConfig(profile === undefined ? {} : { profile });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The configuration of Temporal (TEMPORAL_*, temporal.toml) cannot be read: ${reason}`);
  }
}
