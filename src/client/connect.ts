// Connects to Temporal by its own conventions: environment variables and profiles of temporal.toml.
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** What stands over the environment and the file. */
export interface ConnectOptions {
  address?: string | undefined;
  namespace?: string | undefined;
  profile?: string | undefined;
}

const DEFAULT_ADDRESS = '127.0.0.1:7233';

/** No server answers at an address. */
export class ConnectError extends Error {
  override name = 'ConnectError';
}

/** A client. Throws `ConnectError` that names the address. The caller closes `client.connection`. */
export async function connect({ address, namespace, profile }: ConnectOptions = {}): Promise<Client> {
  const config = loadClientConnectConfig(profile === undefined ? {} : { profile });
  const connectionOptions = { ...config.connectionOptions, ...(address !== undefined && { address }) };
  try {
    const connection = await Connection.connect(connectionOptions);
    return new Client({ connection, namespace: namespace ?? config.namespace ?? 'default' });
  } catch (error) {
    const where = connectionOptions.address ?? DEFAULT_ADDRESS;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectError(
      `No Temporal server could be reached at ${where} (${reason}). Set TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE, TEMPORAL_API_KEY), or choose a profile.`,
    );
  }
}
