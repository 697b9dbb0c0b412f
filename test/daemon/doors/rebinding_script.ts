import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { guardedHttp } from '../../../src/daemon/doors/http.ts';

interface Wanted {
  /** Stands in for the public internet; this machine has it as an address of its own. */
  readonly publicAddress: string;
  readonly urls: readonly string[];
  /** Reaches inside without the guard, beside: what a judge has to see. */
  readonly careless: boolean;
}

const { publicAddress, urls, careless }: Wanted = JSON.parse(readFileSync(0, 'utf8'));
const PORT = 8080;
const reached = { inside: 0, outside: 0 };
let asked = 0;

/** Names: `public.test` is outside; `rebind.test` is outside at first, and inside from then on; all others are inside. */
function addressOf(name: string): string {
  if (name.startsWith('public')) return publicAddress;
  if (name.startsWith('rebind')) {
    asked += 1;
    return asked === 1 ? publicAddress : '127.0.0.1';
  }
  return name.startsWith('metadata') ? '169.254.169.254' : '127.0.0.1';
}

/** The smallest answer there is: RFC 1035, one A record, that is forgotten at once. IPv6 is answered with nothing. */
function answer(query: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const isA = query.readUInt16BE(at + 1) === 1;
  const header = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0]);
  if (!isA) return Buffer.concat([header, question]);
  const address = addressOf(labels.join('.').toLowerCase()).split('.').map(Number);
  return Buffer.concat([header, question, Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address])]);
}

const names = createSocket('udp4');
names.on('message', (query, from) => names.send(answer(query), from.port, from.address));
await new Promise<void>((resolve) => names.bind(53, '127.0.0.53', resolve));

const inside = http.createServer((_request, response) => {
  reached.inside += 1;
  response.end('secret');
});
const outside = http.createServer((request, response) => {
  // Each request asks for the name anew.
  response.setHeader('connection', 'close');
  reached.outside += 1;
  const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to');
  if (to === null) response.end('public');
  else response.writeHead(Number(/^\/(30\d)/.exec(request.url ?? '')?.[1] ?? 302), { location: to }).end();
});
for (const address of ['127.0.0.1', '::1', '127.1.1.1', '127.2.2.2'])
  await new Promise<void>((resolve, reject) => {
    const server =
      address === '127.0.0.1' ? inside : http.createServer(inside.listeners('request')[0] as http.RequestListener);
    server.once('error', reject);
    server.listen(PORT, address, resolve);
  });
await new Promise<void>((resolve) => outside.listen(PORT, publicAddress, resolve));

const answers: { [url: string]: string } = {};
const door = guardedHttp([]);
for (const url of urls) {
  const options = { signal: AbortSignal.timeout(3_000) };
  const get = door.getText(url, options).then(
    ({ text }) => text,
    (thrown: { code?: string }) => thrown.code ?? 'no fault',
  );
  answers[url] = await get;
  const posted = await door
    .postText(url, { text: '{}', type: 'application/json' }, { signal: AbortSignal.timeout(3_000) })
    .then(
      ({ text }) => text,
      (thrown: { code?: string }) => thrown.code ?? 'no fault',
    );
  answers[`POST ${url}`] = posted;
}
if (careless) await fetch(`http://127.0.0.1:${PORT}/`).then((response) => response.text());
process.stdout.write(JSON.stringify({ answers, reached, asked }), () => process.exit(0));
