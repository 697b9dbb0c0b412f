import { type LookupAddress, type LookupOptions, lookup as lookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Fault, type FaultCode } from '../model/fault.ts';
import type { Json } from '../model/json.ts';
import type { Http, HttpBody, HttpOptions, HttpText } from '../model/service.ts';

const DEFAULT_MAX_BYTES = 4 * 1_024 * 1_024;
const MAX_REDIRECTS = 5;

/** Addresses that are not the public internet (IANA's special-purpose registries). IPv4-mapped ones are checked as IPv4 by BlockList. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Where Azure's own machines answer those of its customers.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  // Unspecified, loopback, and the old form that has an IPv4 address in its last 32 bits.
  ['::', 96],
  // IPv4 in IPv6 as translators write it.
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  // Nothing but 2000::/3 is given out; of that, what is no one's.
  ['100::', 8],
  ['200::', 7],
  ['400::', 6],
  ['800::', 5],
  ['1000::', 4],
  ['4000::', 2],
  ['8000::', 1],
  ['3fff::', 20],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fec0::', 10],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2002::', 16],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * HTTP to the public internet only. The address is checked when the connection is made, after the name was resolved and for
 * every redirect, so that neither a name nor a redirect can lead inside. @param allow `host:port` of private peers that are wanted
 */
export function guardedHttp(allow: readonly string[], lookup: Lookup = lookupAddress): Http {
  const allowed = new Set(allow);
  const publicLookup = publicOnly(lookup);

  async function fetchText(url: URL, options: HttpOptions, redirects: number, body?: HttpBody): Promise<HttpText> {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new Fault('INVALID_ARGUMENT', `${url.href}: only http and https.`);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const wanted = allowed.has(`${url.hostname}:${port}`);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!wanted && isIP(host) !== 0 && isPrivateAddress(host)) throw refused(url.hostname);
    const { request } = url.protocol === 'https:' ? https : http;
    const { signal, headers, maxBytes = DEFAULT_MAX_BYTES } = options;
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const sending =
        body === undefined ? {} : { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) };
      const sent = request(
        url,
        {
          method: body === undefined ? 'GET' : 'POST',
          signal,
          lookup: wanted ? undefined : publicLookup,
          headers: { ...headers, ...sending },
        },
        resolve,
      );
      sent.once('error', reject);
      sent.end(body?.text);
    });
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      // What it says beside is not read: it may have no end.
      response.destroy();
      // What is sent was agreed to for one host.
      if (body !== undefined)
        throw new Fault(
          'FAILED_PRECONDITION',
          `${url.host} redirects to ${location.slice(0, 200)}; send it there if you want to.`,
        );
      if (redirects === 0) throw new Fault('UNAVAILABLE', `${url.host} redirects too often.`);
      const next = new URL(location, url);
      // A key for one host is nobody else's.
      const kept = next.origin === url.origin ? options : { signal, maxBytes, headers: publicHeaders(headers) };
      return fetchText(next, kept, redirects - 1);
    }
    const bytes = await readBody(response, maxBytes, url);
    if (status < 200 || status >= 300) throw new Fault(codeOf(status), `${url.host} answered ${status}.`);
    const said = response.headers['content-type'] ?? '';
    return { text: await decoded(bytes, said), type: said.split(';')[0]?.trim().toLowerCase() ?? '', url: url.href };
  }

  async function fetched(url: string, accept: string, options: HttpOptions, body?: HttpBody): Promise<HttpText> {
    try {
      const asked = { ...options, headers: { accept, ...options.headers } };
      return await fetchText(new URL(url), asked, MAX_REDIRECTS, body);
    } catch (thrown) {
      if (thrown instanceof TypeError && !URL.canParse(url))
        throw new Fault('INVALID_ARGUMENT', `${url.slice(0, 100)} is not a URL.`, { cause: thrown });
      throw Fault.from(thrown, 'UNAVAILABLE', `${url.slice(0, 100)} could not be reached`);
    }
  }

  return {
    getText: (url, options) => fetched(url, 'text/html, application/xml, text/*;q=0.9, */*;q=0.1', options),
    postText: (url, body, options) => fetched(url, '*/*', options, body),
    async getJson(url, options): Promise<Json> {
      const { text } = await fetched(url, 'application/json', options);
      try {
        return JSON.parse(text);
      } catch (thrown) {
        throw new Fault('DATA_LOSS', `${new URL(url).host} did not answer with JSON.`, { cause: thrown });
      }
    },
  };
}

/** What any server may be told. */
function publicHeaders(headers: HttpOptions['headers']): { [name: string]: string } {
  const kept = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === 'accept');
  return Object.fromEntries(kept);
}

/** Text in the charset that the server says, or that the page says of itself; UTF-8 where neither does. */
async function decoded(bytes: Buffer, said: string): Promise<string> {
  const named = CHARSET.exec(said)?.[1] ?? CHARSET.exec(bytes.subarray(0, 1_024).toString('latin1'))?.[1] ?? 'utf-8';
  if (/^utf-?8$/i.test(named)) return new TextDecoder().decode(bytes);
  // Node's own decoder takes windows-1252 for ISO 8859-1, and with it the quotation marks of half the web for control characters.
  const { decode, encodingExists } = (await import('iconv-lite')).default;
  return encodingExists(named)
    ? decode(bytes, isLatin1(named) ? 'windows-1252' : named)
    : new TextDecoder().decode(bytes);
}

/** What calls itself ISO 8859-1 on the web is read as windows-1252 (WHATWG Encoding). */
function isLatin1(name: string): boolean {
  return /^(iso-?8859-1|latin-?1|us-ascii|ascii)$/i.test(name);
}

const CHARSET = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i;

type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Resolves a name; one private address among its addresses, and it is refused. */
function publicOnly(lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const inside = addresses.find(({ address }) => isPrivateAddress(address));
      const first = addresses[0];
      if (inside || !first) return callback(refused(hostname), '', 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function refused(host: string): Fault {
  return new Fault(
    'PERMISSION_DENIED',
    `${host} is a private address; list it under allow in [http] if a service may reach it.`,
  );
}

async function readBody(response: http.IncomingMessage, maxBytes: number, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new Fault('RESOURCE_EXHAUSTED', `${url.host} sent more than ${maxBytes} bytes.`, { retryable: false });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function codeOf(status: number): FaultCode {
  if (status === 404) return 'NOT_FOUND';
  if (status === 401 || status === 403) return 'PERMISSION_DENIED';
  if (status === 429) return 'RESOURCE_EXHAUSTED';
  return status >= 500 ? 'UNAVAILABLE' : 'FAILED_PRECONDITION';
}
