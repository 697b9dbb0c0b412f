import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import type { Clock } from '../../../../src/daemon/model/service.ts';
import openai from '../../../../src/services/need/llm/openai.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { ToolHost } from '../../tool_host.ts';

/** Settings of one model, with waits that a test can sit through. */
export function modelAt(url: string, more: { readonly [key: string]: unknown } = {}): { [key: string]: unknown } {
  return { name: 'first', url: `${url}/v1`, model: 'm1', ...more };
}

export interface OpenedModels {
  readonly host: ToolHost;
  readonly storage: MemoryStorage;
  readonly release: () => Promise<void>;
}

/** The provider, opened with these settings. */
export async function openModels(
  settings: { readonly models: readonly unknown[]; readonly [key: string]: unknown },
  {
    secrets = {},
    storage = new MemoryStorage(),
    clock = systemClock('UTC'),
  }: {
    readonly secrets?: { readonly [name: string]: string };
    readonly storage?: MemoryStorage;
    readonly clock?: Clock;
  } = {},
): Promise<OpenedModels> {
  const host = new ToolHost({ clock, storage, secrets });
  const release = await host.open(openai, settings);
  return { host, storage, release };
}

export interface RawServer {
  readonly url: string;
  /** Bodies of the requests that came, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  /** Requests whose connection was closed before their answer was whole. */
  readonly gaveUp: number;
  close(): Promise<void>;
}

/** A server that answers each request as it is told: the last way holds for all that follow. */
export async function rawServer(...ways: ((response: ServerResponse) => void)[]): Promise<RawServer> {
  const requests: RawServer['requests'] = [];
  let gaveUp = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      requests.push({ path, headers, body: Buffer.concat(chunks).toString('utf8') });
      response.on('close', () => {
        if (!response.writableFinished) gaveUp += 1;
      });
      const way = ways[Math.min(requests.length, ways.length) - 1];
      way?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get gaveUp() {
      return gaveUp;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const EVENTS = { 'content-type': 'text/event-stream' };

/** One event of a stream: a piece of an answer. */
export function event(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

/** An answer as it should be. */
export function says(text: string): (response: ServerResponse) => void {
  return streams(...(text.match(/\S+\s*/g) ?? []).map((content) => event({ content })), event({}, 'stop'), DONE);
}

export const DONE = 'data: [DONE]\n\n';

/** A stream of these, as they are. */
export function streams(...parts: readonly (string | Buffer)[]): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, EVENTS);
    for (const part of parts) response.write(part);
    response.end();
  };
}

/** A stream of these that does not end. */
export function stalls(...parts: readonly string[]): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(200, EVENTS);
    response.flushHeaders();
    for (const part of parts) response.write(part);
  };
}

export function status(
  code: number,
  body: unknown = { error: { message: 'no', type: 'server_error' } },
  headers: { readonly [name: string]: string } = {},
): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Calls of tools, their arguments in pieces. */
export function calls(...made: readonly { readonly name: string; readonly arguments: string }[]) {
  return streams(
    ...made.flatMap(({ name, arguments: text }, index) => [
      event({ tool_calls: [{ index, id: `c${index}`, type: 'function', function: { name, arguments: '' } }] }),
      ...(text.match(/[\s\S]{1,4000}/g) ?? []).map((piece) =>
        event({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    event({}, 'tool_calls'),
    DONE,
  );
}
