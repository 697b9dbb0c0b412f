import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wavSamples } from '../../../../src/interfaces/voice/audio.ts';
import { openOpenAiRecogniser } from '../../../../src/interfaces/voice/stt/openai.ts';
import { openPocketsphinx } from '../../../../src/interfaces/voice/stt/pocketsphinx.ts';
import { openWhisperServer } from '../../../../src/interfaces/voice/stt/whisper_server.ts';
import { openWyomingRecogniser } from '../../../../src/interfaces/voice/stt/wyoming.ts';
import type { Recogniser } from '../../../../src/interfaces/voice/stt.ts';
import { serveHearing } from '../../../../src/interfaces/wyoming/serve_hearing.ts';
import { type Serving, serveWyoming } from '../../../../src/interfaces/wyoming/server.ts';
import { conformsAsRecogniser } from '../../../conformance/stt.ts';
import { grammarOf, homeGrammar, missing } from '../home_grammar.ts';
import { spoken } from './spoken.ts';

const model = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';
const absent = [...missing('pocketsphinx_batch', 'flite'), ...(existsSync(model) ? [] : ['pocketsphinx-en-us'])];

/** Real recognisers behind real servers: what is checked is the way there and back. */
describe.skipIf(absent.length > 0)(
  `recognisers on the network${absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : ''}`,
  () => {
    let folder: string;
    let backend: Recogniser;
    let web: Server;
    let wyoming: Serving;
    /** What the next request is answered with, in place of what was heard. */
    let wrong: ((response: ServerResponse) => void) | undefined;
    const asked: {
      readonly path: string;
      readonly key: string | undefined;
      readonly fields: Record<string, string>;
    }[] = [];

    async function transcribe(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (wrong !== undefined) return wrong(response);
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(Buffer.concat(chunks), { headers }).formData();
      const fields: Record<string, string> = {};
      for (const [name, value] of form) if (typeof value === 'string') fields[name] = value;
      asked.push({ path: request.url ?? '', key: request.headers.authorization, fields });
      const file = form.get('file');
      if (file === null || typeof file === 'string') throw new Error('There is no file.');
      const heard = await backend.recognise(wavSamples(new Uint8Array(await file.arrayBuffer()), 'sent'));
      const text = heard.rejected === undefined ? heard.text : '';
      response.setHeader('content-type', 'application/json');
      // As whisper writes: a capital, a full stop, a space before it.
      response.end(
        JSON.stringify({ text: text === '' ? ' [BLANK_AUDIO]' : ` ${text}`, segments: [{ avg_logprob: -0.2 }] }),
      );
    }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'agentos-network-'));
      backend = await openPocketsphinx({ cacheFolder: folder });
      await backend.follow(homeGrammar);
      web = createServer((request, response) => {
        transcribe(request, response).catch((thrown: unknown) => {
          response.statusCode = 500;
          response.end(String(thrown));
        });
      });
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      wyoming = await serveWyoming({
        addresses: [{ host: '127.0.0.1', port: 0 }],
        allow: [],
        offer: { version: '1', language: 'en', recogniser: { name: backend.name, streams: false }, handles: false },
        services: () => [serveHearing({ recogniser: backend, refresh: async () => {} })],
        report: () => undefined,
      });
    });

    afterAll(async () => {
      await wyoming?.close();
      web?.closeAllConnections();
      await new Promise((resolve) => web?.close(resolve));
      await backend?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const at = (): string => `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    const engines: { readonly [name: string]: () => Recogniser } = {
      whisper_server: () => openWhisperServer({ url: at(), language: 'en' }),
      openai: () =>
        openOpenAiRecogniser({ baseUrl: `${at()}/v1`, key: 'secret', model: 'whisper-1', language: 'en-US' }),
      wyoming: () =>
        openWyomingRecogniser({ address: `tcp://127.0.0.1:${wyoming.addresses[0]?.port ?? 0}`, language: 'en' }),
    };
    for (const [name, open] of Object.entries(engines)) {
      describe(name, () => {
        conformsAsRecogniser(async () => ({
          open: async () => open(),
          grammar: homeGrammar,
          otherGrammar: grammarOf('#JSGF V1.0;\ngrammar other;\npublic <c> = yes please | no thank you;\n'),
          brokenGrammar: grammarOf('#JSGF V1.0;\ngrammar broken;\npublic <c> = ( yes | no;\n'),
          said: await Promise.all(
            ['turn on the kitchen light', 'set a timer for five minutes', 'is the garage door open'].map(
              async (text) => ({ text, samples: await spoken(text) }),
            ),
          ),
          foreign: await spoken('Yesterday my grandmother bought seven wonderful tomatoes at the market square'),
        }));
      });
    }

    test('each asks as its server wants to be asked', async () => {
      asked.length = 0;
      const sound = await spoken('what time is it');
      await engines.whisper_server?.().recognise(sound);
      await engines.openai?.().recognise(sound);
      expect(asked).toEqual([
        {
          path: '/inference',
          key: undefined,
          fields: { response_format: 'verbose_json', temperature: '0', language: 'en' },
        },
        { path: '/v1/audio/transcriptions', key: 'Bearer secret', fields: { model: 'whisper-1', language: 'en' } },
      ]);
    });

    test.each([
      ['a failure', (response: ServerResponse) => void response.writeHead(500).end('out of memory'), 'does not serve'],
      ['a wrong key', (response: ServerResponse) => void response.writeHead(401).end('{}'), /key|401/],
      ['nonsense', (response: ServerResponse) => void response.end('<html>'), 'at 127.0.0.1'],
      ['something else', (response: ServerResponse) => void response.end('{"a":1}'), 'no transcription'],
      [
        'another address',
        (response: ServerResponse) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
        'at 127.0.0.1',
      ],
    ])('%s in answer is told with where it is', async (_, answer, message) => {
      const sound = await spoken('what time is it');
      wrong = (response) => {
        response.setHeader('content-type', 'application/json');
        answer(response);
      };
      try {
        for (const open of [engines.whisper_server, engines.openai])
          await expect(open?.().recognise(sound)).rejects.toThrow(message);
      } finally {
        wrong = undefined;
      }
    });

    test('an answer without end is not read to its end, one that does not come is not waited for', async () => {
      const sound = await spoken('what time is it');
      try {
        wrong = (response) => {
          const more = (): void => {
            while (!response.destroyed && response.write('x'.repeat(65_536)));
          };
          response.on('drain', more);
          more();
        };
        await expect(engines.whisper_server?.().recognise(sound)).rejects.toThrow('far more than a text');
        wrong = () => undefined;
        const hasty = openWhisperServer({ url: at(), language: 'en', timeoutMs: 50 });
        await expect(hasty.recognise(sound)).rejects.toThrow('has not answered within');
      } finally {
        wrong = undefined;
      }
    });

    test('nobody there is told, and so is an address that is none', async () => {
      const nobody = openWyomingRecogniser({ address: 'tcp://127.0.0.1:1', language: 'en' });
      await expect(nobody.recognise(await spoken('hello'))).rejects.toThrow('127.0.0.1:1');
      expect(() => openWyomingRecogniser({ address: 'nowhere', language: 'en' })).toThrow('no address');
      expect(() => openWhisperServer({ url: 'ftp://x', language: 'en' })).toThrow('no address');
      expect(() => openWhisperServer({ url: 'http://user:pass@x', language: 'en' })).toThrow('no address');
    });

    test('what leaves the machine is known, and what does not is not called so', () => {
      const sentTo = (url: string) => openWhisperServer({ url, language: 'en' }).sentTo;
      expect(sentTo('http://localhost:8080')).toEqual([]);
      expect(sentTo('http://[::1]:8080')).toEqual([]);
      expect(sentTo('http://127.0.0.1')).toEqual([]);
      expect(sentTo('http://127.0.0.1.example.org')).toEqual(['127.0.0.1.example.org']);
      expect(sentTo('https://speech.example.org/v1')).toEqual(['speech.example.org']);
    });
  },
);
