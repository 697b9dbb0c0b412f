/** A PulseAudio of one's own: a loudspeaker that nobody hears, and a microphone into which files are played. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWav } from '../../../src/interfaces/voice/audio.ts';

const modules = (socket: string) => [
  `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  'module-null-sink sink_name=speaker rate=16000 channels=1',
  'module-null-sink sink_name=vmic rate=16000 channels=1 format=s16le',
  'module-remap-source source_name=mic master=vmic.monitor channels=1',
];
const quietly = [
  '--exit-idle-time=-1',
  '--use-pid-file=no',
  '--disable-shm=yes',
  '--realtime=no',
  '--high-priority=no',
];

export class SoundServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'agentos-pulse-'));
  readonly #socket = join(this.folder, 'native');
  /** For the programs that are to hear and to be heard there. */
  readonly env = {
    PULSE_RUNTIME_PATH: this.folder,
    XDG_RUNTIME_DIR: this.folder,
    PULSE_STATE_PATH: join(this.folder, 'state'),
    PULSE_SERVER: `unix:${this.#socket}`,
  };
  #process: ChildProcess | undefined;
  #files = 0;

  /** Starts it, or starts it again after `kill`. */
  async start(): Promise<void> {
    mkdirSync(this.env.PULSE_STATE_PATH, { recursive: true, mode: 0o700 });
    rmSync(this.#socket, { force: true });
    const { PULSE_SERVER: _, ...own } = this.env;
    const args = modules(this.#socket).flatMap((module) => ['-L', module]);
    this.#process = spawn('pulseaudio', ['-n', '--daemonize=no', ...quietly, ...args], {
      env: { ...process.env, ...own },
      stdio: 'ignore',
    });
    for (let waited = 0; (await this.run('pactl', 'set-default-sink', 'speaker')) !== 0; waited += 1) {
      if (waited === 100) throw new Error('pulseaudio did not start');
      await sleep(100);
    }
    await this.run('pactl', 'set-default-source', 'mic');
  }

  /** The sound server goes, as when a device is pulled out. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Says this into the microphone, in its own time. */
  async say(sound: Int16Array): Promise<void> {
    this.#files += 1;
    const file = join(this.folder, `said${this.#files}.wav`);
    await writeWav(file, sound);
    if ((await this.run('paplay', '--device=vmic', file)) !== 0) throw new Error('paplay failed');
  }

  /** From now on the microphone hears the loudspeaker, as it does in any room. */
  async echo(): Promise<void> {
    await this.run('pactl', 'load-module', 'module-loopback', 'source=speaker.monitor', 'sink=vmic', 'latency_msec=30');
  }

  /** What the loudspeaker plays from now on until the returned function is called. */
  listen(): () => Promise<Int16Array> {
    const args = ['-d', 'speaker.monitor', '--raw', '--format=s16le', '--rate=16000', '--channels=1'];
    const child = spawn('parec', args, { env: { ...process.env, ...this.env }, stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    return async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await closed;
      const bytes = Buffer.concat(chunks);
      return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(2 * index));
    };
  }

  async run(program: string, ...args: string[]): Promise<number | null> {
    const child = spawn(program, args, { env: { ...process.env, ...this.env }, stdio: 'ignore' });
    return new Promise((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', resolve);
    });
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
