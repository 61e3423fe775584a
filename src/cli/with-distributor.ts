// A connection to Temporal for the time of one command.
import { type ConnectOptions, connect, ImageDistributor } from '../client';

/** Connects by flags, environment and file, in this order, and closes the connection at the end. */
export async function withDistributor<T>(
  options: ConnectOptions,
  work: (distributor: ImageDistributor) => Promise<T>,
): Promise<T> {
  const client = await connect(options);
  try {
    return await work(new ImageDistributor(client));
  } finally {
    await client.connection.close();
  }
}
