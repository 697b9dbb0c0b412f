import { expect, test } from 'vitest';
import { forTerminal, onOneLine } from '../../../src/interfaces/cli/terminal_text.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { anyText, blns, haveBlns, OWN } from '../../naughty_strings.ts';
import { rawClient, rawStream } from './raw.ts';
import { withRuntime } from './served_runtime.ts';

const texts = [...OWN, ...anyText(80, 18), ...blns()];
const without = haveBlns ? '' : ' (without the Big List of Naughty Strings: ../shared/data/security is not there)';
/** What acts on a terminal: control characters but the line's end, and what turns the direction of writing round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ACTS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

test(`T18 ${texts.length} naughty strings are stored and given back as they are${without}`, () =>
  withRuntime(async ({ house, socket, client, log }) => {
    const said = texts.map((text) => ({ text, is: text.toWellFormed().trim() })).filter(({ is }) => is !== '');
    expect(said.length).toBeGreaterThan(100);
    for (let at = 0; at < said.length; at += 40) {
      await Promise.all(
        said.slice(at, at + 40).map(async ({ text, is }) => {
          const speaker = text.slice(0, 200) || 'x';
          const turn = client.utter({ text, alternatives: [text, text], speaker, language: speaker });
          const { thread } = await turn.accepted;
          for await (const update of turn.updates) expect(update).toMatchObject({ type: 'end', text: is });
          const told = await house.runtime.thread(thread);
          const spoken = (await house.store.events(thread)).find(({ direction }) => direction === 'FORWARD');
          expect(spoken?.data).toMatchObject({ text: is, alternatives: [text.toWellFormed(), text.toWellFormed()] });
          expect(told.thread.origin.speaker).toBe(speaker.toWellFormed());
          const answered = await client.call('need.echo', { text });
          expect(answered).toEqual({ text: text.toWellFormed() });
          for (const shown of [forTerminal(is), onOneLine(is), onOneLine(told.thread.origin.speaker ?? '')])
            expect(shown).not.toMatch(ACTS);
        }),
      );
    }
    const rows = await client.threads({ limit: 1_000 });
    expect(rows).toHaveLength(said.length);
    for (const { title } of rows) {
      expect(title).toBe(title.toWellFormed());
      expect(onOneLine(title)).not.toMatch(/\n/);
      expect(onOneLine(title)).not.toMatch(ACTS);
    }
    expect(Object.prototype).not.toHaveProperty('polluted');
    for (const line of log) expect(line).not.toMatch(/not foreseen/);
    // What a client is called is held to a few letters; what else its hello says is not.
    for (const text of texts.slice(0, 60)) {
      await expect(client.thread(text.slice(0, 250) || 'none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const name = text.slice(0, 64);
      const attaching = connect({
        socket,
        name,
        kind: 'cli',
        version: text.slice(0, 60),
        area: text.slice(0, 200) || 'x',
      });
      if (/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name)) await (await attaching).close();
      else await expect(attaching).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(await house.store.threads({ limit: 1 })).toHaveLength(1);
  }));

test('T18 a text of a megabyte is refused, one that is no UTF-8 is read as what can be read of it', () =>
  withRuntime(async ({ socket, client }) => {
    await expect(client.utter({ text: 'x'.repeat(200_000) }).accepted).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    const raw = rawClient(socket);
    const stream = rawStream(raw);
    stream.send({ hello: { name: 'raw', kind: 'cli', capabilities: {}, version: '1' } });
    await stream.next();
    // Utterance { request_id: "r", text: "a\xff\xc3(" }
    stream.call.write(Buffer.from([0x12, 9, 0x0a, 1, 0x72, 0x12, 4, 0x61, 0xff, 0xc3, 0x28]));
    expect(await stream.next()).toMatchObject({ accepted: { requestId: 'r' } });
    expect(await stream.next()).toMatchObject({ mail: { reply: { text: 'a\ufffd\ufffd(' } } });
    stream.send({ utterance: { requestId: 'large', text: 'x'.repeat(1024 * 1024) } });
    expect(await stream.next()).toMatchObject({ status: 8 });
    raw.close();
    await client.ping();
  }));

test('T18 X14 nobody writes lines into the daemon’s log, or colours', async () => {
  const daemon = await DaemonProcess.start();
  try {
    for (const version of OWN.map((text) => text.slice(0, 60))) {
      const client = await daemon.connect({ version, area: version || 'x' });
      await client.close();
    }
    const raw = rawClient(daemon.socket);
    for (const text of OWN.slice(0, 12)) {
      const stream = rawStream(raw);
      stream.send({
        hello: { name: text.slice(0, 60), kind: text.slice(0, 60), capabilities: {}, version: text.slice(0, 60) },
      });
      expect(await stream.next()).toHaveProperty('failure');
      stream.call.cancel();
    }
    raw.close();
    await (await daemon.connect()).status();
    const lines = daemon.log.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(OWN.length);
    for (const line of lines) {
      expect(line).not.toMatch(ACTS);
      const { msg, level } = JSON.parse(line);
      expect(msg).not.toBe('forged');
      expect(level).toBeLessThan(60);
    }
  } finally {
    await daemon.stop();
  }
});
