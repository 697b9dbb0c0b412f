import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf, type Load, typeOf } from './carriers.ts';

/** What makes it a page to be read, however short the text is. */
const FILLING =
  '<p>It was a quiet week in the town, and those who live there had time to talk of the weather.</p>'.repeat(8);

/** The attacker's server: it serves pages and answers searches, and keeps all that it is sent. */
export class Attacker {
  /** Address and body of each request, by its method. */
  readonly requests: { readonly method: string; readonly text: string }[] = [];
  readonly #loads: ReadonlyMap<string, Load>;
  readonly #server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '/', method = 'GET' } = request;
      this.requests.push({ method, text: `${decoded(url)} ${Buffer.concat(chunks).toString('utf8')}` });
      const { type, body } = this.#answerTo(url);
      response.writeHead(200, { 'content-type': type }).end(body);
    });
  });

  constructor(loads: readonly Load[]) {
    this.#loads = new Map(loads.map((load) => [load.id, load]));
  }

  /** @returns its host and port */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answerTo(url: string): { type: string; body: string } {
    const { pathname } = new URL(url, 'http://page.example');
    const [, kind, id = ''] = pathname.split('/');
    const load = this.#loads.get(id);
    if (load !== undefined && kind === 'broken') return { type: typeOf(load), body: '' };
    if (load !== undefined) {
      const text = bodyOf(load).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return {
        type: 'text/html; charset=utf-8',
        body: `<html><title>A page</title><body><article><h1>News</h1><p>${text}</p>${FILLING}</article></body></html>`,
      };
    }
    if (pathname.startsWith('/arxiv'))
      return { type: 'application/atom+xml', body: '<feed xmlns="http://www.w3.org/2005/Atom"></feed>' };
    if (pathname.startsWith('/take')) return { type: 'text/plain', body: 'taken' };
    return { type: 'application/json', body: '{"results":[]}' };
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
