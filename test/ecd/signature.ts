// ACS3-HMAC-SHA256 from its description, to check what the SDK signs against.
import { createHash, createHmac } from 'node:crypto';
import type { KeptRequest } from './fake-service';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The headers that the Authorization header says are signed, and its signature. */
export function readAuthorization(authorization = ''): { signedHeaders: string[]; signature: string } {
  const [, signedHeaders = '', signature = ''] = /SignedHeaders=([^,]*),Signature=(\w+)$/.exec(authorization) ?? [];
  return { signedHeaders: signedHeaders.split(';'), signature };
}

/** The signature that a request without a body should have. */
export function sign({ method, pathname, parameters, headers }: KeptRequest, signedHeaders: string[], secret: string) {
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${encode(parameters[name] ?? '')}`)
    .join('&');
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const canonicalRequest = [method, pathname, query, canonicalHeaders, signedHeaders.join(';'), sha256('')].join('\n');
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`)
    .digest('hex');
}
