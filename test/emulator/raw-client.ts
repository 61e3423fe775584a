// A client of the RPC protocol that owes nothing to the code it tests: its own signer, and requests that can be wrong.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** What may be changed about a call that is otherwise right. */
export interface CallOptions {
  method?: string;
  version?: string;
  date?: Date | string;
  nonce?: string;
  accessKeyId?: string;
  secret?: string;
  /** Only with temporary keys. */
  securityToken?: string;
  /** Headers that are sent but left out of the signature. */
  unsigned?: string[];
  /** Headers that are not sent at all. */
  omitted?: string[];
  /** Sent in place of the query that was signed. */
  rawQuery?: string;
}

/** What the actions answer, each some of it. */
export interface AnswerBody {
  Code?: string;
  Message?: string;
  RequestId?: string;
  HostId?: string;
  Recommend?: string;
  ImageId?: string;
  NextToken?: string;
  Images?: Record<string, unknown>[];
  AliUids?: string[];
  Regions?: { RegionId: string; LocalName: string }[];
}

/** An answer, as it came. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The fields of a JSON answer that the tests look into. */
  body: AnswerBody;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

function signature(method: string, query: string, headers: Record<string, string>, names: string[], secret: string) {
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = `${method}\n/\n${query}\n${lines}\n${names.join(';')}\n${sha256('')}`;
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
}

/** Sends one request as it is. Rejects when the connection breaks. */
export function send(
  url: string,
  {
    method,
    path,
    headers,
    body = '',
  }: { method: string; path: string; headers: Record<string, string>; body?: string },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject).on('end', () => {
        const isJson = response.headers['content-type']?.startsWith('application/json') && text !== '';
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: isJson ? JSON.parse(text) : {},
        });
      });
    });
    request.on('error', reject).end(body);
  });
}

/** Signs a call and sends it. */
export function call(
  url: string,
  action: string,
  parameters: Record<string, string | number | boolean>,
  options: CallOptions = {},
): Promise<RawAnswer> {
  const { method = 'POST', date = new Date(), accessKeyId = 'testAccessKeyId', securityToken } = options;
  const query = Object.keys(parameters)
    .sort()
    .map((key) => `${encode(key)}=${encode(String(parameters[key]))}`)
    .join('&');
  const headers: Record<string, string> = {
    host: new URL(url).host,
    'x-acs-action': action,
    'x-acs-version': options.version ?? '2020-09-30',
    'x-acs-date': typeof date === 'string' ? date : `${date.toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': options.nonce ?? randomUUID(),
    'x-acs-content-sha256': sha256(''),
    ...(securityToken !== undefined && { 'x-acs-security-token': securityToken }),
  };
  for (const name of options.omitted ?? []) delete headers[name];
  const names = Object.keys(headers)
    .filter((name) => !options.unsigned?.includes(name))
    .sort();
  const signed = signature(method, query, headers, names, options.secret ?? 'testAccessKeySecret');
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signed}`;
  return send(url, { method, path: `/?${options.rawQuery ?? query}`, headers: { ...headers, authorization } });
}
