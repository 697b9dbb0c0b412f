import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWyomingRecogniser } from '../../../src/interfaces/voice/stt/wyoming.ts';
import { openWyomingSynthesiser } from '../../../src/interfaces/voice/tts/wyoming.ts';
import { Connection, connectTo } from '../../../src/interfaces/wyoming/connection.ts';
import type { Message } from '../../../src/interfaces/wyoming/message.ts';
import { bytesOf, monoAt } from '../../../src/interfaces/wyoming/sound.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../cli/command.ts';
import { missing } from '../voice/home_grammar.ts';
import { hasOnnx } from '../voice/sounds.ts';
import { spoken } from '../voice/stt/spoken.ts';

const absent = [...missing('pocketsphinx_batch', 'flite'), ...(hasOnnx ? [] : ['onnxruntime-node'])];
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
  let device: Server;
  const attached: Connection[] = [];
  let onAttached: () => void = () => undefined;

  beforeAll(async () => {
    // What wyoming-satellite does: it waits for a server, and answers its pings.
    device = createServer((socket) => {
      attached.push(new Connection(socket, 'server'));
      onAttached();
    });
    await new Promise<void>((resolve) => device.listen(0, '127.0.0.1', resolve));
    const address = device.address();
    const satellitePort = address !== null && typeof address === 'object' ? address.port : 0;
    const home = join(folder, 'home.yaml');
    writeFileSync(home, house);
    daemon = await DaemonProcess.start({ home });
    command = new Command({ AGENTOS_SOCKET: daemon.socket });
    const settings = join(folder, 'agentos.toml');
    writeFileSync(
      settings,
      `[wyoming]\naddresses = ["127.0.0.1:0"]\narea = "kitchen"\n[[wyoming.satellites]]\nname = "hall"\naddress = "tcp://127.0.0.1:${satellitePort}"\narea = "kitchen"\n`,
    );
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
    for (const connection of attached) connection.destroy();
    await new Promise((resolve) => device?.close(resolve));
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

  test('a satellite with a wake word of its own: it hears, the house changes, it speaks, and goes back to its wake word', async () => {
    if (attached.length === 0)
      await new Promise<void>((resolve) => {
        onAttached = resolve;
      });
    const [it] = attached;
    if (it === undefined) throw new Error('Nobody attached.');
    const got: string[] = [];
    let transcript: unknown;
    let sound = 0;
    const next = async (): Promise<Message> => {
      const message = await it.next();
      if (message === undefined) throw new Error(`It left: ${got.join(' ')}`);
      if (message.type === 'ping') await it.send('pong', message.data);
      else if (message.type !== 'audio-chunk') got.push(message.type);
      if (message.type === 'audio-chunk') sound += message.payload?.length ?? 0;
      if (message.type === 'transcript') transcript = message.data.text;
      if (message.type === 'audio-stop') await it.send('played');
      return message;
    };
    while (!got.includes('run-satellite')) await next();
    await it.send('detection', { name: 'ok_nabu' });
    await it.send('run-pipeline', { start_stage: 'asr', end_stage: 'tts', restart_on_end: false });
    const said = await spoken('turn off the kitchen light');
    const silence = new Int16Array(32_000);
    for (const samples of [said, silence])
      for (let at = 0; at < samples.length; at += 1_024)
        await it.send('audio-chunk', monoAt(16_000), bytesOf(samples.subarray(at, at + 1_024)));
    while (!got.includes('transcript')) await next();
    expect(got).toEqual([
      ...['run-satellite', 'transcribe', 'voice-stopped', 'synthesize', 'audio-start', 'audio-stop', 'transcript'],
    ]);
    expect(transcript).toBe('turn off the kitchen light');
    expect(sound).toBeGreaterThan(16_000);
    const [, , after] = await handle('is the kitchen light on', 'satellite');
    expect(after?.data.text).toMatch(/^No/);
    // It is lost, and found again.
    const found = new Promise<void>((resolve) => {
      onAttached = resolve;
    });
    it.destroy();
    await found;
    expect(attached).toHaveLength(2);
  }, 30_000);
});
