import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need, reply, use } from 'agentos/contract';
import { end, router, settle, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Composed, compose } from '../../src/daemon/compose.ts';
import { openStore } from '../../src/daemon/store/open.ts';
import { loadSettings } from '../../src/settings/settings.ts';
import { TERMINAL } from '../shipped_house.ts';

const words = z.object({ text: z.string() });
const root = use('agent_router', { summary: 'Root.', input: words.loose(), output: reply });
const reaches = need('reach', {
  ...{ summary: 'Reaches a server.', input: z.object({ secret: z.string(), how: z.int() }), output: words },
  ...{ effect: 'once', risk: 'open' },
});

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** How libraries tell what they failed with. */
const TELLINGS: readonly ((secret: string) => string)[] = [
  (secret) => `401 for Authorization: Bearer ${secret}`,
  (secret) => `LOGIN anna ${secret}: failed`,
  (secret) => `GET https://example.org/?key=${encodeURIComponent(secret)} timed out`,
  (secret) => `header ${Buffer.from(secret).toString('base64')} was refused`,
  (secret) => JSON.stringify({ auth: { pass: secret } }),
  (secret) => `401 for Authorization: Basic ${Buffer.from(`anna:${secret}`).toString('base64')}`,
  (secret) => `AUTH PLAIN ${Buffer.from(`\0an\0${secret}`).toString('base64')} was refused`,
  (secret) => `token ${Buffer.from(`x:${secret}`).toString('base64url')} has expired`,
  lowerEscapes,
  (secret) => `bytes ${Buffer.from(secret).toString('hex')} were refused`,
];

/** An address as some libraries write it. */
function lowerEscapes(secret: string): string {
  return `GET /?key=${encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())} failed`;
}

/** A piece of it that stands in base64 whatever stands around it. */
function insideBase64(secret: string, before: number): string {
  return Buffer.from(`${'-'.repeat(before)}${secret}`)
    .toString('base64')
    .slice(before + 2, -4);
}

test('T29 S10 of 20 planted secrets none is in the database, the log, threads or traces after 200 errors', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-canary-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'config', 'secrets'), { recursive: true });
  const planted = Array.from({ length: 20 }, (_, place) => `${randomBytes(12).toString('base64')}/${place}+&`);
  for (const [place, secret] of planted.entries())
    writeFileSync(join(folder, 'config', 'secrets', `canary${place}`), `${secret}\n`, { mode: 0o600 });
  const settingsFile = join(folder, 'config', 'agentos.toml');
  writeFileSync(settingsFile, '[home]\nzone = "UTC"\n');
  const state = join(folder, 'state');
  const store = await openStore({ folder: state, synchronous: 'NORMAL' });
  const lines: string[] = [];
  const note = (message: string, fields?: object): void =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const composed: Composed = compose({
    ...{ settings: loadSettings(settingsFile), settingsFile, stateFolder: state, store },
    packageRoot: join(import.meta.dirname, '../..'),
    log: { info: note, problem: note, of: () => note },
  });
  composed.catalog.addBuiltIn(
    'canary',
    [
      tool({
        contract: reaches,
        async run({ secret, how }, { secret: credential, log }) {
          const told = (TELLINGS[how % TELLINGS.length] ?? String)(await credential(secret));
          log('it failed', { why: told });
          if (how % 2 === 0) throw new Error(told);
          return { text: told };
        },
      }),
      router({
        contract: root,
        *run({ input }) {
          const [, secret = '', how = '0'] = input.text.split(' ');
          const [came] = yield* settle([reaches({ secret, how: Number(how) })]);
          return end({ text: came?.ok ? came.value.text : (came?.error.message ?? '') });
        },
      }),
    ],
    [],
  );
  for (let error = 0; error < 200; error += 1) {
    const text = `reach canary${error % 20} ${Math.floor(error / 20)}`;
    const { last } = await store.mailbox(TERMINAL.name);
    await composed.runtime.utter(TERMINAL, { requestId: `e${error}`, text, continueLast: false });
    const reading = new AbortController();
    for await (const mail of composed.runtime.mail(TERMINAL.name, last, reading.signal)) {
      expect(JSON.stringify(mail.body)).toContain('[secret]');
      reading.abort();
    }
  }
  await composed.catalog.release();
  await store.close();
  const kept = readdirSync(state).map((name) => readFileSync(join(state, name), 'latin1'));
  const told = [lines.join('\n'), ...kept];
  expect(lines.length).toBeGreaterThanOrEqual(200);
  for (const secret of planted)
    for (const form of [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      insideBase64(secret, 0),
      insideBase64(secret, 1),
      insideBase64(secret, 2),
    ])
      expect(told.filter((text) => text.includes(form))).toEqual([]);
}, 60_000);
