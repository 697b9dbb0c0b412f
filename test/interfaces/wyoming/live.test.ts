import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWyomingRecogniser } from '../../../src/interfaces/voice/stt/wyoming.ts';
import { openWyomingSynthesiser } from '../../../src/interfaces/voice/tts/wyoming.ts';
import { type Connection, connectTo } from '../../../src/interfaces/wyoming/connection.ts';
import type { Message } from '../../../src/interfaces/wyoming/message.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../cli/command.ts';
import { missing } from '../voice/home_grammar.ts';
import { spoken } from '../voice/stt/spoken.ts';

const absent = missing('pocketsphinx_batch', 'flite');
const why = absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '';

const house = `
areas:
  - { id: kitchen, name: Kitchen }
entities:
  - { id: light.kitchen_light, name: Kitchen Light, area: kitchen, state: "off" }
  - { id: lock.front_door, name: Front Door, area: kitchen, state: locked }
`;

describe.skipIf(absent.length > 0)(`agentos wyoming${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-wyoming-'));
  let daemon: DaemonProcess;
  let command: Command;
  let serving: ReturnType<Command['start']>;
  let port: number;

  beforeAll(async () => {
    const home = join(folder, 'home.yaml');
    writeFileSync(home, house);
    daemon = await DaemonProcess.start({ home });
    command = new Command({ AGENTOS_SOCKET: daemon.socket });
    const settings = join(folder, 'agentos.toml');
    writeFileSync(settings, '[wyoming]\naddresses = ["127.0.0.1:0"]\narea = "kitchen"\n');
    serving = command.start('wyoming', '--json', '--settings', settings);
    let out = '';
    const found = await new Promise<Record<string, unknown>>((resolve, reject) => {
      serving.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
        const ready = objects(out.slice(0, out.lastIndexOf('\n') + 1)).find(({ type }) => type === 'serving');
        if (ready !== undefined) resolve(ready);
      });
      serving.once('close', () => reject(new Error(`It ended: ${out}`)));
    });
    port = Number(String(found.addresses).split(':').at(-1));
  }, 60_000);

  afterAll(async () => {
    const closed = new Promise((resolve) => serving?.once('close', resolve));
    serving?.kill('SIGTERM');
    if (serving !== undefined) await closed;
    await daemon?.stop();
    command?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As Home Assistant does: a connection for each sentence. */
  async function handle(text: string, conversation: string): Promise<Message[]> {
    const it: Connection = await connectTo({ host: '127.0.0.1', port });
    try {
      await it.send('transcript', { text, language: 'en', context: { conversation_id: conversation } });
      const got: Message[] = [];
      for (let message = await it.next(); message !== undefined; message = await it.next()) {
        got.push(message);
        if (['handled-stop', 'not-handled', 'error'].includes(message.type)) break;
      }
      return got;
    } finally {
      it.destroy();
    }
  }

  test('what is said is taken down by what this house knows, and what is answered is spoken', async () => {
    const hears = openWyomingRecogniser({ address: `127.0.0.1:${port}`, language: 'en' });
    expect((await hears.recognise(await spoken('turn on the kitchen light'))).text).toBe('turn on the kitchen light');
    let seconds = 0;
    const speaks = openWyomingSynthesiser({ address: `127.0.0.1:${port}` });
    for await (const { samples, rate } of speaks.speak(['The kitchen light is on.'])) seconds += samples.length / rate;
    expect(seconds).toBeGreaterThan(0.6);
  }, 30_000);

  test('a sentence is handled: the house changes, and the words come back with the conversation', async () => {
    const got = await handle('turn on the kitchen light', 'one');
    expect(got.map(({ type }) => type)).toEqual(['handled-start', 'handled-chunk', 'handled', 'handled-stop']);
    expect(got[2]?.data).toEqual({ text: 'Turned on the kitchen light.', context: { conversation_id: 'one' } });
    const [, , after] = await handle('is the kitchen light on', 'one');
    expect(after?.data.text).toMatch(/^Yes/);
  });

  test('a conversation goes on from one connection to the next', async () => {
    await handle('turn on the kitchen light', 'two');
    const [, , after] = await handle('turn it off', 'two');
    expect(after?.data.text).toBe('Turned off the kitchen light.');
  });

  test('what voices may not do, nobody may this way', async () => {
    const got = await handle('unlock the front door', 'three');
    expect(got.map(({ data }) => String(data.text)).join(' ')).not.toMatch(/^Unlocked/);
    const [, , state] = await handle('is the front door locked', 'four');
    expect(state?.data.text).toMatch(/^Yes/);
  });

  test('nothing to handle is an error, and the connection goes on', async () => {
    const it = await connectTo({ host: '127.0.0.1', port });
    await it.send('transcript', { text: ' ' });
    expect((await it.next())?.type).toBe('error');
    await it.send('describe');
    expect((await it.next())?.data).toMatchObject({ handle: [{ name: 'agentos', installed: true }] });
    it.destroy();
  });
});
