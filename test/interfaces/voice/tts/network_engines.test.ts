import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFlite } from '../../../../src/interfaces/voice/tts/flite.ts';
import { openOpenAiSynthesiser } from '../../../../src/interfaces/voice/tts/openai.ts';
import { openWyomingSynthesiser } from '../../../../src/interfaces/voice/tts/wyoming.ts';
import type { Synthesiser } from '../../../../src/interfaces/voice/tts.ts';
import { encodeWav } from '../../../../src/interfaces/voice/wav.ts';
import { serveSpeaking } from '../../../../src/interfaces/wyoming/serve_speaking.ts';
import { type Serving, serveWyoming } from '../../../../src/interfaces/wyoming/server.ts';
import { conformsAsSynthesiser } from '../../../conformance/tts.ts';
import { missing } from '../home_grammar.ts';

const absent = missing('flite');

/** A real voice behind real servers: what is checked is the way there and back. */
describe.skipIf(absent.length > 0)(
  `voices on the network${absent.length > 0 ? ' (skipped: flite is not installed)' : ''}`,
  () => {
    let web: Server;
    let wyoming: Serving;
    let wrong: ((response: ServerResponse) => void) | undefined;
    const asked: unknown[] = [];

    /** `/wav/audio/speech` sends WAV whatever is asked for, as some do. */
    async function speech(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (wrong !== undefined) return wrong(response);
      const body: { input: string } = JSON.parse(Buffer.concat(chunks).toString());
      asked.push({ path: request.url, key: request.headers.authorization, body });
      for await (const { samples, rate } of openFlite().speak([body.input])) {
        if (request.url?.startsWith('/wav')) response.write(encodeWav(samples, rate));
        // flite's 16 kHz as if it were 24: faster, and all of it.
        else
          for (let at = 0; at < samples.length; at += 999)
            response.write(Buffer.from(samples.slice(at, at + 999).buffer));
      }
      response.end();
    }

    beforeAll(async () => {
      web = createServer((request, response) => {
        speech(request, response).catch((thrown: unknown) => {
          response.statusCode = 500;
          response.end(String(thrown));
        });
      });
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      wyoming = await serveWyoming({
        addresses: [{ host: '127.0.0.1', port: 0 }],
        allow: [],
        offer: { version: '1', language: 'en', synthesiser: { name: 'flite' }, handles: false },
        services: () => [serveSpeaking(openFlite())],
        report: () => undefined,
      });
    });

    afterAll(async () => {
      await wyoming?.close();
      web?.closeAllConnections();
      await new Promise((resolve) => web?.close(resolve));
    });

    const at = (path: string): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}${path}`;
    const openai = (path: string, timeoutMs?: number): Synthesiser =>
      openOpenAiSynthesiser({
        ...{ baseUrl: at(path), key: 'secret', model: 'tts-1', voice: 'alloy' },
        ...(timeoutMs !== undefined && { timeoutMs }),
      });

    describe('openai', () => conformsAsSynthesiser(() => openai('/v1')));
    describe('openai, by one that sends WAV', () => conformsAsSynthesiser(() => openai('/wav')));
    describe('wyoming', () =>
      conformsAsSynthesiser(() => openWyomingSynthesiser({ address: `127.0.0.1:${wyoming.addresses[0]?.port ?? 0}` })));

    test('asks as its server wants to be asked, and knows the rate of what comes', async () => {
      asked.length = 0;
      const rates: number[] = [];
      for (const path of ['/v1', '/wav'])
        for await (const { rate } of openai(path).speak(['Good morning.'])) rates.push(rate);
      expect(new Set(rates)).toEqual(new Set([24_000, 16_000]));
      expect(asked[0]).toEqual({
        path: '/v1/audio/speech',
        key: 'Bearer secret',
        body: { model: 'tts-1', voice: 'alloy', input: 'Good morning.', response_format: 'pcm' },
      });
    });

    test('what goes wrong there is told with where it is', async () => {
      const speak = async (voice: Synthesiser): Promise<void> => {
        for await (const piece of voice.speak(['Good morning.'])) expect(piece.rate).toBeGreaterThan(0);
      };
      try {
        wrong = (response) => void response.writeHead(500).end('no');
        await expect(speak(openai('/v1'))).rejects.toThrow('at 127.0.0.1 does not serve');
        wrong = (response) => void response.writeHead(401).end('no');
        await expect(speak(openai('/v1'))).rejects.toThrow('does not accept the key');
        wrong = () => undefined;
        await expect(speak(openai('/v1', 50))).rejects.toThrow('has said nothing for');
        wrong = (response) => void response.write(Buffer.alloc(4_000));
        await expect(speak(openai('/v1', 50))).rejects.toThrow('has said nothing for');
      } finally {
        wrong = undefined;
      }
      await expect(speak(openWyomingSynthesiser({ address: '127.0.0.1:1' }))).rejects.toThrow('127.0.0.1:1');
    });
  },
);
