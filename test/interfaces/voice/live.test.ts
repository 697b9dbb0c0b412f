import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { joined } from '../../../src/interfaces/voice/audio.ts';
import { openPocketsphinx } from '../../../src/interfaces/voice/stt/pocketsphinx.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../cli/command.ts';
import { grammarOf, missing } from './home_grammar.ts';
import { SoundServer } from './sound_server.ts';
import { hasOnnx, said, silence } from './sounds.ts';

const programs = ['pulseaudio', 'pactl', 'paplay', 'parec', 'arecord', 'pocketsphinx_batch', 'flite'];
const absent = [...missing(...programs), ...(hasOnnx ? [] : ['onnxruntime-node'])];
const why = absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '';
const patient = { timeout: 120_000 };

const house = `
areas:
  - { id: kitchen, name: Kitchen }
entities:
  - { id: light.kitchen_light, name: Kitchen Light, area: kitchen, state: "off" }
`;

/** `agentos listen` at the microphone, and what it says of it. */
class Listening {
  readonly #child: ReturnType<Command['start']>;
  #out = '';
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(command: Command) {
    this.#child = command.start('listen', '--device', 'pulse', '--area', 'kitchen', '--json');
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#out += text;
      this.#wake();
    });
    this.#child.once('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  get events(): Record<string, unknown>[] {
    return objects(this.#out.slice(0, this.#out.lastIndexOf('\n') + 1));
  }

  of(type: string): Record<string, unknown>[] {
    return this.events.filter((event) => event.type === type);
  }

  /** Waits until it has reported so many of a kind. */
  async until(type: string, count = 1, text = ''): Promise<void> {
    const enough = () => this.of(type).filter((event) => String(event.text ?? '').includes(text)).length >= count;
    while (!enough()) {
      if (this.#closed) throw new Error(`it ended before ${count} ${type} "${text}": ${this.#out}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async stop(): Promise<number | null> {
    const code = new Promise<number | null>((resolve) => this.#child.once('close', resolve));
    if (this.#closed) return this.#child.exitCode;
    this.#child.kill('SIGTERM');
    return code;
  }
}

describe.skipIf(absent.length > 0)(`at a microphone${why}`, patient, () => {
  const server = new SoundServer();
  const folder = mkdtempSync(join(tmpdir(), 'agentos-live-'));
  let daemon: DaemonProcess;
  let command: Command;
  let wake: Int16Array;

  beforeAll(async () => {
    writeFileSync(join(folder, 'home.yaml'), house);
    daemon = await DaemonProcess.start({ home: join(folder, 'home.yaml') });
    command = new Command({ ...server.env, AGENTOS_SOCKET: daemon.socket });
    await server.start();
    wake = joined([silence(0.5), await said('hey jarvis'), silence(0.1)]);
  }, 120_000);

  afterAll(async () => {
    await server.close();
    command?.remove();
    await daemon?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function listening(): Promise<Listening> {
    const started = new Listening(command);
    onTestFinished(async () => void (await started.stop()));
    await started.until('ready');
    return started;
  }

  test('the wake word cuts its speech short and opens the next turn', async () => {
    const ears = await listening();
    await server.say(joined([wake, await said('what can i say'), silence(1)]));
    await ears.until('end');
    await server.say(joined([wake, await said('turn off the kitchen light'), silence(1)]));
    await ears.until('end', 2);
    expect(ears.of('spoken')[0]).toMatchObject({ interrupted: true });
    expect(ears.of('wake')).toHaveLength(2);
    expect(ears.of('utterance')[1]).toMatchObject({ text: 'turn off the kitchen light' });
  });

  test('a command is heard and done, its answer is heard on the loudspeaker, and does not wake it', async () => {
    const ears = await listening();
    await server.echo();
    const stop = server.listen();
    await server.say(joined([wake, await said('turn on the kitchen light'), silence(1)]));
    await ears.until('spoken');
    expect(ears.of('utterance')).toMatchObject([{ text: 'turn on the kitchen light' }]);
    expect(ears.of('end')).toMatchObject([{ text: 'Turned on the kitchen light.', acted: true }]);
    const recogniser = await openPocketsphinx({ cacheFolder: folder });
    const replies = 'turned ( on | off ) the ( kitchen | office ) light | set the timer | all lights are off';
    await recogniser.follow(grammarOf(`#JSGF V1.0;\ngrammar replies;\npublic <r> = ${replies};\n`));
    expect(await recogniser.recognise(await stop())).toMatchObject({ text: 'turned on the kitchen light' });
    await recogniser.close();
    expect(ears.of('wake')).toHaveLength(1);
    expect(ears.of('trouble')).toEqual([]);
    expect(await ears.stop()).toBe(0);
  });

  test('a microphone that goes is told, waited for and used again', async () => {
    const ears = await listening();
    await server.kill();
    await ears.until('trouble', 1, 'microphone is lost');
    await server.start();
    await ears.until('trouble', 1, 'microphone is back');
    await server.say(joined([wake, await said('turn on the kitchen light'), silence(1)]));
    await ears.until('end');
    expect(ears.of('end')).toMatchObject([{ text: 'Turned on the kitchen light.' }]);
    expect(await ears.stop()).toBe(0);
  });

  test('a missing recorder is said in a sentence', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const { PATH = '' } = process.env;
    for (const program of ['pocketsphinx_batch', 'flite', 'pactl', 'paplay']) {
      const found = PATH.split(':').find((place) => missing(join(place, program)).length === 0);
      if (found !== undefined) symlinkSync(join(found, program), join(bin, program));
    }
    const bare = new Command({ ...server.env, AGENTOS_SOCKET: daemon.socket, PATH: bin });
    const { code, err } = await bare.run(['listen', '--device', 'pulse']);
    bare.remove();
    expect(err).toContain('apt-get install alsa-utils');
    expect(err).not.toMatch(/\bat .*\.js:\d+/);
    expect(code).toBe(69);
  });
});
