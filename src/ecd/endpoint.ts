// Where calls go when they do not go to each region's own host.

/** An address without a user, a path or a query: these would be lost. */
export interface Endpoint {
  protocol: 'http' | 'https';
  /** Host name and port. */
  host: string;
  hostname: string;
}

/** The endpoint of a text such as `http://127.0.0.1:8080`; undefined when it is none. The text may hold a password. */
export function parseEndpoint(text: string): Endpoint | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, hostname, origin, href } = new URL(text);
  if (href !== `${origin}/`) return undefined;
  if (protocol === 'http:') return { protocol: 'http', host, hostname };
  return protocol === 'https:' ? { protocol: 'https', host, hostname } : undefined;
}
