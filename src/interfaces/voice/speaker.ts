import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { joined, sampleRate, toPcm, writeWav } from './audio.ts';
import { ProgramError, run, startError } from './program.ts';
import { resample } from './resample.ts';
import { deviceNamed, type SoundDevice, soundDevices } from './sound_devices.ts';
import type { Speech } from './tts.ts';

export interface PlayOptions {
  /** Silence at once, within a few milliseconds; `play` then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told once, when the first sound goes out. */
  readonly onStart?: () => void;
}

/** Makes speech heard. One thing at a time. */
export interface Speaker {
  readonly name: string;
  /** Plays pieces as they come; resolves when the last was heard, with the seconds of sound. */
  play(speech: AsyncIterable<Speech>, options?: PlayOptions): Promise<number>;
  close(): Promise<void>;
}

/** A program that plays raw samples from its standard input. */
interface Player {
  readonly command: string;
  readonly debian: string;
  /** Succeeds where it can be heard here: plays a moment of silence where asking is not enough, as without a sound card. */
  readonly probe: readonly [string, ...string[]];
  /** @param device the one that is meant; the default one where absent */
  arguments(rate: number, device?: string): readonly string[];
  /** Of which system it knows the devices by their ids; sox's play takes none. */
  readonly system?: SoundDevice['system'];
}

const players: readonly Player[] = [
  {
    command: 'paplay',
    debian: 'pulseaudio-utils',
    probe: ['pactl', 'info'],
    system: 'pulse',
    arguments: (rate, device) => [
      ...['--raw', '--format=s16le', '--channels=1', `--rate=${rate}`, '--latency-msec=50'],
      ...(device === undefined ? [] : [`--device=${device}`]),
    ],
  },
  {
    command: 'aplay',
    debian: 'alsa-utils',
    probe: ['aplay', '-q', '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', '16000', '-s', '800', '/dev/zero'],
    system: 'alsa',
    arguments: (rate, device) => [
      ...['-q', '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', String(rate)],
      ...(device === undefined ? ['-'] : ['-D', device, '-']),
    ],
  },
  {
    command: 'play',
    debian: 'sox libsox-fmt-all',
    probe: ['play', '-q', '-n', 'trim', '0', '0.05'],
    arguments: (rate) => ['-q', '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', String(rate), '-'],
  },
];

/**
 * A loudspeaker of this machine, by the first of paplay, aplay and sox's play that works here and knows it.
 * @param wanted its name, a part of it, or its id; the default one where absent. @throws ProgramError where none does
 */
export async function openLoudspeaker(wanted?: string): Promise<Speaker> {
  const device =
    wanted === undefined ? undefined : deviceNamed(await soundDevices('loudspeaker'), wanted, 'loudspeaker');
  for (const player of players.filter(({ system }) => device === undefined || system === device.system)) {
    const [command, ...args] = player.probe;
    const works = await run(command, args, { timeoutMs: 3000 }).then(
      () => true,
      () => false,
    );
    if (works) return loudspeaker(player, device?.id);
  }
  throw new ProgramError(
    'No loudspeaker was found. Is a sound server or a sound card there? Install a player with "apt-get install pulseaudio-utils alsa-utils", or write to a file with --out FILE.',
    { missing: true },
  );
}

function loudspeaker(player: Player, device: string | undefined): Speaker {
  return {
    name: player.command,
    async play(speech, { signal, onStart } = {}) {
      let seconds = 0;
      let playing: Playing | undefined;
      try {
        for await (const { samples, rate } of speech) {
          signal?.throwIfAborted();
          if (playing?.rate !== rate) {
            await playing?.finish();
            playing = start(player, player.arguments(rate, device), rate, signal);
          }
          if (seconds === 0) onStart?.();
          seconds += samples.length / rate;
          await playing.write(samples);
        }
        await playing?.finish();
      } finally {
        playing?.kill();
      }
      signal?.throwIfAborted();
      return seconds;
    },
    async close() {},
  };
}

interface Playing {
  readonly rate: number;
  write(samples: Int16Array): Promise<void>;
  finish(): Promise<void>;
  kill(): void;
}

function start(player: Player, args: readonly string[], rate: number, signal?: AbortSignal): Playing {
  const child = spawn(player.command, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  let failure: ProgramError | undefined;
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-500);
  });
  child.on('error', (cause) => {
    failure = startError(player.command, cause, player.debian);
  });
  child.stdin.on('error', () => undefined); // the player ended early: its code tells why
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  return {
    rate,
    async write(samples) {
      const room = child.stdin.write(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
      if (!room)
        await Promise.race([
          once(child.stdin, 'drain', { signal: AbortSignal.timeout(60_000) }).catch(() => undefined),
          closed,
        ]);
    },
    async finish() {
      child.stdin.end();
      const code = await closed;
      signal?.removeEventListener('abort', kill);
      signal?.throwIfAborted();
      if (failure !== undefined) throw failure;
      if (code !== 0)
        throw new ProgramError(
          `${player.command} could not play (code ${String(code)}): ${complaint.trim() || 'it said nothing'}`,
        );
    },
    kill() {
      signal?.removeEventListener('abort', kill);
      kill();
    },
  };
}

/** Instead of a loudspeaker: one WAV file with all that was spoken, complete after each `play`. */
export function openWavSpeaker(file: string): Speaker {
  let rate = 0;
  let spoken: Int16Array[] = [];
  return {
    name: file,
    async play(speech, { signal, onStart } = {}) {
      let seconds = 0;
      for await (const piece of speech) {
        signal?.throwIfAborted();
        if (seconds === 0) onStart?.();
        seconds += piece.samples.length / piece.rate;
        rate ||= piece.rate;
        spoken.push(piece.rate === rate ? piece.samples : changed(piece, rate));
      }
      signal?.throwIfAborted();
      spoken = [joined(spoken)];
      await writeWav(file, joined(spoken), rate || sampleRate);
      return seconds;
    },
    async close() {},
  };
}

function changed({ samples, rate }: Speech, to: number): Int16Array {
  return toPcm(
    resample(
      Float32Array.from(samples, (sample) => sample / 32_768),
      rate,
      to,
    ),
  );
}

/** Plays nothing, at once: for where nobody is to hear anything. */
export function openSilence(): Speaker {
  return {
    name: 'none',
    async play(speech, { signal, onStart } = {}) {
      let seconds = 0;
      for await (const { samples, rate } of speech) {
        signal?.throwIfAborted();
        if (seconds === 0) onStart?.();
        seconds += samples.length / rate;
      }
      signal?.throwIfAborted();
      return seconds;
    },
    async close() {},
  };
}
