import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'vitest';
import { Wire } from '../../../src/wire/codec.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { readArrived } from './arrived.ts';
import { rawClient } from './raw.ts';

const CONNECTIONS = 4;

/** What came of streams that were opened at once, each by a client of its own that says something. */
export interface Opened {
  readonly replied: number;
  readonly refused: number;
  /** Refused without RetryInfo, or with another code. */
  readonly untold: number;
}

/** Opens so many streams at once on a daemon; each says hello and asks for the time. Resolves when each was answered or refused. */
export async function openStreams(daemon: DaemonProcess, streams: number): Promise<Opened & { close: () => void }> {
  const { path, request, response } = new Wire().method('agentos.v1.Assistant', 'Converse');
  const asIs = (bytes: Buffer): Buffer => bytes;
  const clients = Array.from({ length: CONNECTIONS }, () => rawClient(daemon.socket));
  let [replied, refused, untold] = [0, 0, 0];
  const one = (n: number): Promise<void> =>
    new Promise((resolve) => {
      const client = clients[n % CONNECTIONS];
      if (!client) throw new Error('no client');
      const call = client.makeBidiStreamRequest(path, asIs, asIs);
      const say = (): void =>
        void call.write(request.write({ utterance: { requestId: `once-${n}`, text: 'what time is it' } }));
      call.on('data', (bytes: Buffer) => {
        const arrived = readArrived(response.read(bytes));
        if (arrived.kind === 'welcome') say();
        if (arrived.kind === 'failure' && arrived.code === 'RESOURCE_EXHAUSTED' && arrived.retryDelayMs > 0)
          setTimeout(say, arrived.retryDelayMs);
        if (arrived.kind !== 'mail') return;
        replied += 1;
        resolve();
      });
      call.on('error', ({ code, metadata }: ServiceError) => {
        refused += 1;
        if (code !== 8 || metadata.get('grpc-status-details-bin').length !== 1) untold += 1;
        resolve();
      });
      call.write(request.write({ hello: { name: `stream-${n}`, kind: 'cli', capabilities: {}, version: '1' } }));
    });
  await Promise.all(Array.from({ length: streams }, (_, n) => one(n)));
  const close = (): void => {
    for (const client of clients) client.close();
  };
  return { replied, refused, untold, close };
}

/** So many streams at once: each is answered or told to come back, voice still attaches and is answered. */
export async function manyStreams(streams: number): Promise<Opened & { readonly rssMb: readonly [number, number] }> {
  const daemon = await DaemonProcess.start();
  try {
    const asking = await daemon.connect({ name: 'asking' });
    const rss = async (): Promise<number> => (await asking.status()).rssBytes / 2 ** 20;
    const before = await rss();
    const { close, ...opened } = await openStreams(daemon, streams);
    const voice = await daemon.connect({ name: 'kitchen', kind: 'voice' });
    expect((await daemon.ask(voice, 'what time is it')).status).toBe('complete');
    const after = await rss();
    close();
    expect(daemon.log).not.toMatch(/not foreseen|nobody caught/);
    return { ...opened, rssMb: [before, after] };
  } finally {
    await daemon.stop();
  }
}
