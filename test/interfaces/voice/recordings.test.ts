import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joined, readWav, writeWav } from '../../../src/interfaces/voice/audio.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../cli/command.ts';
import { missing } from './home_grammar.ts';
import { hasOnnx, recordings, said, silence } from './sounds.ts';

const absent = [...missing('pocketsphinx_batch', 'flite'), ...(hasOnnx ? [] : ['onnxruntime-node'])];
const why = absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : '';
/** A machine under load is no reason to fail. */
const patient = { timeout: 120_000 };

const house = `
areas:
  - { id: kitchen, name: Kitchen }
entities:
  - { id: light.kitchen_light, name: Kitchen Light, area: kitchen, state: "off" }
  - { id: lock.front_door, name: Front Door, state: locked }
`;

/** A daemon in a house of its own, and `agentos listen` beside it. */
class Room {
  readonly folder: string;
  readonly daemon: DaemonProcess;
  readonly command: Command;
  #count = 0;

  private constructor(folder: string, daemon: DaemonProcess) {
    this.folder = folder;
    this.daemon = daemon;
    this.command = new Command({ AGENTOS_SOCKET: daemon.socket });
  }

  static async open(home: string | { readonly file: string }): Promise<Room> {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-room-'));
    const file = typeof home === 'string' ? join(folder, 'home.yaml') : home.file;
    if (typeof home === 'string') await writeFile(file, home);
    return new Room(folder, await DaemonProcess.start({ home: file }));
  }

  /** What comes of these sounds, said one after the other. */
  async listen(sounds: readonly Int16Array[], ...more: string[]) {
    this.#count += 1;
    const wav = join(this.folder, `said${this.#count}.wav`);
    await writeWav(wav, joined([silence(0.5), ...sounds, silence(1)]));
    const out = join(this.folder, `reply${this.#count}.wav`);
    const ran = await this.command.run(['listen', '--wav', wav, '--out', out, '--json', ...more]);
    const events = objects(ran.out).filter(({ type }) => type !== 'ready');
    const of = (type: string) => events.filter((event) => event.type === type);
    return { ...ran, events, types: events.map(({ type }) => type), of };
  }

  async state(id: string): Promise<unknown> {
    const { out } = await this.command.run(['devices', '--json']);
    return objects(out).find((entity) => entity.id === id)?.state;
  }

  async close(): Promise<void> {
    this.command.remove();
    await this.daemon.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

describe.skipIf(absent.length > 0)(`spoken to by a synthesiser${why}`, patient, () => {
  let room: Room;
  let wake: Int16Array;
  beforeAll(async () => {
    room = await Room.open(house);
    wake = await said('hey jarvis');
  }, 120_000);
  afterAll(() => room?.close());

  test('a command is heard, done and answered', async () => {
    const { code, types, of } = await room.listen([wake, await said('turn on the kitchen light')]);
    expect(types).toEqual(['wake', 'utterance', 'end', 'spoken']);
    expect(of('utterance')).toMatchObject([{ text: 'turn on the kitchen light' }]);
    expect(of('end')).toMatchObject([{ text: 'Turned on the kitchen light.', acted: true, status: 'complete' }]);
    expect(code).toBe(0);
    expect(await room.state('light.kitchen_light')).toBe('on');
    const reply = await readWav(join(room.folder, 'reply1.wav'));
    expect(reply.some((sample) => Math.abs(sample) > 3000)).toBe(true);
  });

  test('without the wake word nothing is done', async () => {
    const { code, types, err } = await room.listen([await said('turn off the kitchen light')]);
    expect(types).toEqual([]);
    expect(code).not.toBe(0);
    expect(err).toContain('No wake word');
  });

  test('the wake word and nothing more does nothing', async () => {
    const { code, types, err } = await room.listen([wake, silence(7)]);
    expect(types).toEqual(['wake', 'nothing']);
    expect(code).not.toBe(0);
    expect(err).toContain('nothing was understood');
  });

  test('what it cannot understand it does not do, and says so', async () => {
    const foreign = await said('yesterday my grandmother bought seven wonderful tomatoes at the market square');
    const { types, of } = await room.listen([wake, foreign]);
    expect(types.slice(0, 2)).toEqual(['wake', 'utterance']);
    expect(of('utterance')[0]).toHaveProperty('rejected');
    expect(of('end')).toEqual([]);
    expect(of('spoken')).not.toEqual([]);
  });

  test('a door is not unlocked by voice', async () => {
    const { of } = await room.listen([wake, await said('unlock the front door')]);
    expect(of('utterance')).toMatchObject([{ text: 'unlock the front door' }]);
    expect(of('end')).toMatchObject([{ acted: false, text: expect.stringContaining("can't do that by voice") }]);
    expect(of('spoken').at(-1)).toMatchObject({ text: expect.stringContaining("can't do that by voice") });
    expect(await room.state('lock.front_door')).toBe('locked');
  });

  test('a question is answered in the window after it, by what tells the choices apart', async () => {
    const client = await room.daemon.connect({ name: 'elsewhere', kind: 'voice', area: 'kitchen' });
    for (const minutes of [20, 40]) await room.daemon.ask(client, `set a timer for ${minutes} minutes`);
    const parts = [wake, await said('cancel the timer'), silence(1.5), await said('the forty minute one')];
    const { types, of, code } = await room.listen(parts);
    expect(types).toEqual(['wake', 'utterance', 'ask', 'spoken', 'utterance', 'end', 'spoken']);
    expect(of('ask')).toMatchObject([{ text: expect.stringContaining('Which timer'), kind: 'question' }]);
    expect(of('end')).toMatchObject([{ acted: true, text: expect.stringContaining('40 minute') }]);
    expect(code).toBe(0);
    expect(await room.daemon.ask(client, 'timer status')).toMatchObject({ text: expect.stringContaining('20 minute') });
  });

  test('the settings are honoured: name, area, engine, how sure the wake word must be', async () => {
    const settings = join(room.folder, 'agentos.toml');
    await writeFile(settings, '[voice]\nname = "hall"\narea = "kitchen"\ntts = "espeak-ng"\n');
    const { of, out } = await room.listen([wake, await said('turn off the kitchen light')], '--settings', settings);
    const [end] = of('end');
    expect(end).toMatchObject({ acted: true });
    expect(objects(out)[0]).toMatchObject({ type: 'ready', synthesiser: 'espeak-ng' });
    const { out: threads } = await room.command.run(['threads', '--json']);
    const thread = objects(threads).find(({ id }) => id === end?.thread);
    expect(thread).toMatchObject({ origin: { client: 'hall', area: 'kitchen' } });
    // It wakes at the first frame that is sure enough, so the score it tells moves with the threshold.
    const scoreAt = async (threshold: number): Promise<unknown> => {
      await writeFile(settings, `[voice]\nwake_threshold = ${threshold}\n`);
      return (await room.listen([wake], '--settings', settings)).of('wake')[0]?.score;
    };
    expect(await scoreAt(0.1)).toBeLessThan(0.999);
    expect(await scoreAt(0.999)).toBeGreaterThanOrEqual(0.999);
    await writeFile(settings, '[voice]\nfollow_up_seconds = 500\n');
    const wrong = await room.listen([wake], '--settings', settings);
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('follow_up_seconds');
  });
});

describe('a WAV that is none', patient, () => {
  let command: Command;
  beforeAll(() => {
    command = new Command();
  });
  afterAll(() => command?.remove());

  /** A header as it should be, with these bytes at these places. */
  function header(change: (bytes: Buffer) => void = () => undefined): Buffer {
    const bytes = Buffer.alloc(44 + 3200);
    bytes.write('RIFF', 0);
    bytes.writeUInt32LE(36 + 3200, 4);
    bytes.write('WAVEfmt ', 8);
    bytes.writeUInt32LE(16, 16);
    bytes.writeUInt16LE(1, 20);
    bytes.writeUInt16LE(1, 22);
    bytes.writeUInt32LE(16_000, 24);
    bytes.writeUInt32LE(32_000, 28);
    bytes.writeUInt16LE(2, 32);
    bytes.writeUInt16LE(16, 34);
    bytes.write('data', 36);
    bytes.writeUInt32LE(3200, 40);
    change(bytes);
    return bytes;
  }

  test.each<[string, Buffer | undefined]>([
    ['absent.wav', undefined],
    ['empty.wav', Buffer.alloc(0)],
    ['text.wav', Buffer.from('hello\nthere, this is no sound at all, only words in a file\n')],
    ['short.wav', header().subarray(0, 30)],
    ['no_rate.wav', header((bytes) => bytes.writeUInt32LE(0, 24))],
    ['many_channels.wav', header((bytes) => bytes.writeUInt16LE(60_000, 22))],
    ['compressed.wav', header((bytes) => bytes.writeUInt16LE(85, 20))],
    ['chunk.wav', header((bytes) => bytes.writeUInt32LE(0xffff_ffff, 16))],
  ])('%s is told by name in one sentence, before anything is started', async (name, bytes) => {
    const file = join(command.folder, name);
    if (bytes !== undefined) await writeFile(file, bytes);
    const { code, err, out } = await command.run(['listen', '--wav', file, '--json']);
    expect(out).toBe('');
    expect(err).toContain(name);
    expect(err).not.toMatch(/\bat .*\.js:\d+/);
    expect(code).toBe(65);
  });
});

const data = recordings ?? '';
const noData = recordings === undefined ? ' (skipped: ../shared/data/audio is not here)' : '';
describe.skipIf(absent.length > 0 || recordings === undefined)(`recorded people${why}${noData}`, patient, () => {
  let room: Room;
  let wake: Int16Array;
  beforeAll(async () => {
    room = await Room.open({ file: join(data, 'home.yaml') });
    wake = joined([await readWav(join(data, 'wake/phrases/hey_jarvis.wav')), silence(0.2)]);
  }, 120_000);
  afterAll(() => room?.close());

  const recorded = (name: string) => readWav(join(data, 'commands/human', `${name}.wav`));

  test.each([
    ['set_kitchen_lights_to_green', 'set kitchen lights to green', /kitchen.* green/, true],
    ['turn_on_standing_light', 'turn on standing light', /Turned on the standing light/, true],
    ['is_the_garage_door_open', 'is the garage door open', /the garage door is closed/, false],
    ['timer_status', 'timer status', /no timers/, false],
  ])('%s', async (name, text, reply, acted) => {
    const { of, code } = await room.listen([wake, await recorded(name)], '--area', 'office');
    expect(of('utterance')).toMatchObject([{ text }]);
    expect(of('end')).toMatchObject([{ text: expect.stringMatching(reply), acted }]);
    expect(code).toBe(0);
  });

  test('"off" that sounds like "on" is asked about before anything is done', async () => {
    const command = await recorded('turn_off_all_of_the_lights_in_the_office');
    const before = await room.state('light.office_ceiling');
    const { of, types } = await room.listen([wake, command], '--area', 'office');
    expect(types).not.toContain('end');
    expect(of('utterance')).toMatchObject([{ rejected: 'unsure' }]);
    expect(of('ask')).toMatchObject([{ kind: 'confirm', text: expect.stringContaining('Did you say') }]);
    expect(await room.state('light.office_ceiling')).toBe(before);
  });

  test('a lamp of another house is not switched', async () => {
    const command = await readWav(join(data, 'phrases/would_you_please_turn_on_living_room_lamp.wav'));
    const { of } = await room.listen([wake, command], '--area', 'office');
    expect(of('end').filter(({ acted }) => acted === true)).toEqual([]);
  });
});
