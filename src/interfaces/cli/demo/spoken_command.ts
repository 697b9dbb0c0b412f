import { join } from 'node:path';
import { paths, programPath } from '../../../settings/paths.ts';
import { joined, sampleRate, writeWav } from '../../voice/audio.ts';
import { type ListenOptions, listen } from '../../voice/listen.ts';
import { neededForVoice } from '../../voice/packages.ts';
import { ProgramError } from '../../voice/program.ts';
import { openEspeak } from '../../voice/tts/espeak_ng.ts';
import { openFlite } from '../../voice/tts/flite.ts';
import type { Synthesiser } from '../../voice/tts.ts';
import type { VoiceEvent } from '../../voice/voice_event.ts';
import { findMicrophones } from '../sound_cards.ts';

/** How long somebody has to speak before a synthesised voice does it. */
const SPEAK_MS = 25_000;

type Heard = Extract<VoiceEvent, { type: 'utterance' }>;
type Ended = Extract<VoiceEvent, { type: 'end' }>;
type Spoken = Extract<VoiceEvent, { type: 'spoken' }>;

/** One turn by voice. */
export interface SpokenTurn {
  /** Who spoke: `you`, or the voice that was synthesised. */
  readonly by: string;
  readonly heard: Heard;
  /** The question whether it was meant so, where there was one; a yes was said to it. */
  readonly asked?: string;
  readonly end: Ended;
  readonly spoken: Spoken;
}

export interface SpokenOptions {
  readonly command: string;
  readonly socket: string;
  /** Where recordings are put. */
  readonly folder: string;
  /** Somebody is there to speak and to hear. */
  readonly person: boolean;
  readonly invite: (text: string) => void;
}

/** Packages that are missing for a turn by voice. */
export async function missingForVoice(): Promise<readonly { readonly name: string; readonly fix: string }[]> {
  const needed = await neededForVoice(programPath());
  const microphoneAlone = new Set(['arecord']);
  const required = needed.filter(({ required: must, present, name }) => must && !present && !microphoneAlone.has(name));
  const speakers = needed.filter(({ name }) => name === 'flite' || name === 'espeak-ng');
  return [...required, ...(speakers.some(({ present }) => present) ? [] : speakers)];
}

/** Says the command at the microphone or by a synthesised voice, through the whole pipe. Undefined where no voice was understood. */
export async function speakCommand(options: SpokenOptions): Promise<SpokenTurn | undefined> {
  if (options.person && (await findMicrophones()).length > 0) {
    options.invite(`Say: “hey jarvis, ${options.command}”`);
    const turn = await turnBy('you', { signal: AbortSignal.timeout(SPEAK_MS) }, options);
    if (turn) return turn;
    options.invite('Nothing was heard, so a synthesised voice says it.');
  }
  // Not every synthesised voice sounds enough like a person for the recogniser; these do, mostly.
  const voices: readonly (readonly [string, () => Synthesiser])[] = [
    ['flite, voice rms', () => openFlite({ voice: 'rms' })],
    ['espeak-ng', () => openEspeak({ voice: 'en-us' })],
    ['flite, voice awb', () => openFlite({ voice: 'awb' })],
  ];
  for (const [by, open] of voices) {
    const wav = join(options.folder, 'command.wav');
    if (!(await record(open(), ['hey jarvis', 0.3, options.command, 1.5, 'yes please'], wav))) continue;
    const turn = await turnBy(by, { wav }, options);
    if (turn) return turn;
  }
  return undefined;
}

/** Words and seconds of silence. False where the voice is not there. */
async function record(voice: Synthesiser, parts: readonly (string | number)[], file: string): Promise<boolean> {
  try {
    let rate: number = sampleRate;
    const sound: Int16Array[] = [];
    for (const part of parts) {
      if (typeof part === 'number') sound.push(new Int16Array(Math.round(part * rate)));
      else
        for await (const speech of voice.speak([part])) {
          sound.push(speech.samples);
          rate = speech.rate;
        }
    }
    await writeWav(file, joined(sound), rate);
    return true;
  } catch (thrown) {
    if (thrown instanceof ProgramError) return false;
    throw thrown;
  }
}

async function turnBy(
  by: string,
  sound: Pick<ListenOptions, 'wav'> & { readonly signal?: AbortSignal },
  { socket, folder, person, command, invite }: SpokenOptions,
): Promise<SpokenTurn | undefined> {
  const over = new AbortController();
  const signal = sound.signal ? AbortSignal.any([over.signal, sound.signal]) : over.signal;
  const events: VoiceEvent[] = [];
  const report = (event: VoiceEvent): void => {
    events.push(event);
    if (event.type === 'spoken' && sound.wav === undefined && events.some(({ type }) => type === 'end')) over.abort();
  };
  const out = person ? {} : { out: join(folder, 'answer.wav') };
  const { cacheFolder } = paths();
  await listen({ name: 'demo', socket, cues: false, cacheFolder, report, ...out, ...sound, signal }).catch((thrown) => {
    if (!signal.aborted) throw thrown;
  });
  const heard = events.find((event) => event.type === 'utterance');
  const end = events.find((event) => event.type === 'end');
  const spoken = events.slice(events.findIndex(({ type }) => type === 'end')).find((event) => event.type === 'spoken');
  if (!heard || !end || !spoken) return undefined;
  const silent = events.find((event) => event.type === 'trouble');
  if (person && silent) invite(silent.text);
  const asked = events.find((event) => event.type === 'ask');
  // What was understood must be what was said: the kitchen light, and not something near.
  const wanted = command.split(' ').slice(-2);
  if (by !== 'you' && !wanted.every((word) => heard.text.includes(word))) return undefined;
  return { by, heard, end, spoken, ...(asked === undefined ? {} : { asked: asked.text }) };
}
