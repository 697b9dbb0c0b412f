import { setTimeout as sleep } from 'node:timers/promises';
import recorder from 'node-record-lpcm16';
import { pcmFromBytes, sampleRate } from './audio.ts';
import { ProgramError, startError } from './program.ts';
import { deviceNamed, soundDevices } from './sound_devices.ts';

export interface MicrophoneOptions {
  /** Its name, a part of it, or its id; looked for anew each time that it is opened. The default one where absent. */
  readonly device?: string;
  readonly signal?: AbortSignal;
  /** Told when the microphone is lost (and will be tried again), and when it is back. */
  readonly onState?: (state: 'lost' | 'back', why?: string) => void;
  /** The first wait before it is opened again; doubles up to `longestWaitMs`. */
  readonly firstWaitMs?: number;
  readonly longestWaitMs?: number;
  /** A microphone that gives no sound for so long is lost. */
  readonly stallMs?: number;
}

/** A recorder that has just been started may take longer. */
const FIRST_SOUND_MS = 5_000;

/**
 * Sound from the microphone, 16 kHz mono, until the signal aborts or the reader leaves. A microphone that fails or is pulled
 * out is opened again, for ever, with growing waits; a missing recorder is a ProgramError. Sound that nobody reads is lost
 * after about two seconds, as it should be.
 */
export async function* microphone(options: MicrophoneOptions = {}): AsyncGenerator<Int16Array> {
  const { signal, onState, firstWaitMs = 250, longestWaitMs = 3_000, stallMs = 1_500 } = options;
  let waitMs = firstWaitMs;
  let lost = false;
  while (!stopped(signal)) {
    let why = 'it ended';
    try {
      for await (const samples of recorded(options.device, stallMs, signal)) {
        if (lost) onState?.('back');
        lost = false;
        waitMs = firstWaitMs;
        yield samples;
      }
    } catch (error) {
      if (error instanceof ProgramError && error.missing) throw error;
      why = error instanceof Error ? error.message : String(error);
    }
    if (stopped(signal)) return;
    if (!lost) onState?.('lost', why);
    lost = true;
    await sleep(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    waitMs = Math.min(2 * waitMs, longestWaitMs);
  }
}

/** How long a recorder whose sound has ended may take to say why. */
const CLOSING_MS = 500;

/** One run of the recorder. Throws a ProgramError when it fails; ends when the signal aborts. */
async function* recorded(
  wanted: string | undefined,
  stallMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Int16Array> {
  const device = wanted === undefined ? undefined : await recordingName(wanted);
  if (stopped(signal)) return;
  const recording = recorder.record({
    recorder: 'arecord',
    audioType: 'raw', // 'wav', the default, puts a header into the sound
    sampleRate,
    channels: 1,
    ...(device !== undefined && { device }),
  });
  const { process: child } = recording;
  let failure: ProgramError | undefined;
  let complaint = '';
  // Without this listener a missing recorder ends the whole program.
  child.once('error', (cause: NodeJS.ErrnoException) => {
    failure = startError('arecord', cause, 'alsa-utils');
    recording.stream().destroy();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-500);
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();
  try {
    yield* pcmFromBytes(unstalled(recording.stream(), stallMs, stop));
    // The sound ends before the recorder's complaint and code are known: they are the reason all the same.
    recording.stream().on('error', () => undefined);
    if (!stopped(signal)) await Promise.race([closed, sleep(CLOSING_MS)]);
  } catch (cause) {
    // The package emits a string, not an Error, when the recorder ends with a code, as it does when it is stopped.
    if (signal?.aborted === true) return;
    const why = complaint.trim() || (cause instanceof Error ? cause.message : String(cause));
    throw failure ?? new ProgramError(`The microphone cannot be read: ${why}`, { cause });
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
    recording.stream().on('error', () => undefined); // its exit code comes later, and interests nobody
  }
  if (failure !== undefined) throw failure;
  if (!stopped(signal) && complaint.trim() !== '')
    throw new ProgramError(`The microphone cannot be read: ${complaint.trim()}`);
}

/** As arecord calls it: a device of the sound server is reached through ALSA's plugin for it. */
async function recordingName(wanted: string): Promise<string> {
  const { system, id } = deviceNamed(await soundDevices('microphone'), wanted, 'microphone');
  return system === 'pulse' ? `pulse:${id}` : id;
}

/** What a recorder writes, until it writes nothing for too long. Who reads slowly does not make it stall. */
async function* unstalled(sound: AsyncIterable<Uint8Array>, stallMs: number, stop: () => void) {
  const chunks = sound[Symbol.asyncIterator]();
  let patienceMs = FIRST_SOUND_MS;
  try {
    while (true) {
      let stalled = false;
      const timer = setTimeout(() => {
        stalled = true;
        stop();
      }, patienceMs);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (stalled) throw new ProgramError('It gives no sound any more.');
      if (next.done === true) return;
      patienceMs = stallMs;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

function stopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
