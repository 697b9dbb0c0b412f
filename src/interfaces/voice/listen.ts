import { type SpeechSettings, speech as speechSettings } from '../../settings/speech.ts';
import type { Client } from '../client/api.ts';
import { connect } from '../client/client.ts';
import { framesOf, readWav } from './audio.ts';
import { cueSpeech } from './cues.ts';
import { type EngineChoice, openRecogniser, openSynthesiser, ownEngines, sentElsewhere } from './engines.ts';
import { amplified } from './gain.ts';
import { microphone } from './microphone.ts';
import { Mute, unlessMuted } from './mute.ts';
import type { RejectedWakes } from './rejected_wakes.ts';
import { openLoudspeaker, openSilence, openWavSpeaker, type Speaker } from './speaker.ts';
import { steady } from './steady_speaker.ts';
import { openVad } from './vad.ts';
import { Vocabulary } from './vocabulary.ts';
import { type Summary, voice } from './voice.ts';
import type { VoiceEvent } from './voice_event.ts';
import { openWake } from './wake.ts';
import type { WakeWord } from './wake_words.ts';

export interface ListenOptions {
  /** A recording instead of the microphone, taken as fast as it can be worked through. */
  readonly wav?: string;
  /** What is spoken goes into this WAV file instead of the loudspeaker. */
  readonly out?: string;
  /** The daemon's socket. */
  readonly socket?: string;
  /** Name of this microphone's mailbox, stable over restarts. */
  readonly name?: string;
  /** Where the microphone stands, by id or name of an area. */
  readonly area?: string;
  /** Microphone and loudspeaker: a name, a part of it, or an id; the default ones where absent. */
  readonly device?: string;
  readonly speaker?: string;
  /** Decibels that are added to the microphone. */
  readonly gainDb?: number;
  /** What it listens for; "jarvis" where absent. */
  readonly wakeWords?: readonly WakeWord[];
  /** Where wake words that were taught are kept. */
  readonly taughtFolder?: string;
  /** Takes down what was no wake. */
  readonly rejectedWakes?: RejectedWakes;
  /** pocketsphinx and flite where absent. */
  readonly engines?: EngineChoice;
  /** Where engines are that are no programs of this machine. */
  readonly speech?: SpeechSettings;
  /** BCP 47. */
  readonly language?: string;
  /** Short sounds instead of words where they say enough. True with a loudspeaker where absent. */
  readonly cues?: boolean;
  readonly followUpSeconds?: number;
  /** Where engines keep what they work out once. */
  readonly cacheFolder: string;
  /** While this file is there, the microphone is closed. */
  readonly muteFile?: string;
  /** Keeps what was told over restarts of this process. */
  readonly offsetFile?: string;
  /** Waits for a daemon instead of failing without one. */
  readonly wait?: boolean;
  readonly report: (event: VoiceEvent) => void;
  /** Ends listening. */
  readonly signal: AbortSignal;
}

/** Silence after a recording: it ends the last utterance as a pause would. */
const trailingSeconds = 2;

/**
 * Hears and answers until the recording ends or the signal aborts. Rejects with a ClientError where no daemon answers, with a
 * ProgramError or an AudioError where the machine lacks something; each says what to do.
 */
export async function listen(options: ListenOptions): Promise<Summary> {
  const { wav, report, signal, language = 'en' } = options;
  const closers: (() => Promise<void>)[] = [];
  const opened = <T extends { close(): Promise<void> }>(stage: T): T => {
    closers.push(() => stage.close());
    return stage;
  };
  try {
    const recording = wav === undefined ? undefined : await readWav(wav);
    const wakeWords = options.wakeWords ?? [{ head: 'jarvis' }];
    const wake = opened(
      await openWake({
        words: wakeWords,
        onLicence: (text) => report({ type: 'licence', text }),
        ...(options.taughtFolder !== undefined && { taughtFolder: options.taughtFolder }),
      }),
    );
    const vad = opened(await openVad());
    const tell = (text: string): void => report({ type: 'trouble', text });
    const { engines = ownEngines, speech = speechSettings.parse({}), cacheFolder } = options;
    const places = { speech, cacheFolder, language, tell };
    const recogniser = opened(await openRecogniser(engines, places));
    const synthesiser = await openSynthesiser(engines, places);
    const speaker = opened(await openSpeaker(options));
    const assistant = opened(await attach(options));
    const vocabulary = new Vocabulary(assistant, recogniser, tell);
    await vocabulary.open(signal);
    const names = { recogniser: recogniser.name, synthesiser: synthesiser.name, speaker: speaker.name };
    report({ type: 'ready', wake: [...new Set(wakeWords.map(({ head }) => head))].join(', '), ...names });
    for (const text of sentElsewhere(recogniser, synthesiser)) report({ type: 'sent', text });
    const elsewhere = await attachElsewhere(options, wakeWords, opened);
    const sound = recording === undefined ? live(options, speaker) : framesOf(recording, trailingSeconds);
    const cues = options.cues ?? (wav === undefined && options.out === undefined);
    const voices = { recogniser, synthesiser, speaker, language, cues, followUpSeconds: options.followUpSeconds ?? 8 };
    return await voice(
      {
        ...{ sound, live: recording === undefined, wake, vad, ...voices, vocabulary, assistant, report },
        assistantIn: (there) => elsewhere.get(there) ?? assistant,
        ...(options.rejectedWakes !== undefined && { rejectedWakes: options.rejectedWakes }),
      },
      signal,
    );
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** A place at the daemon for each area that a wake word leads to, under a name of its own; news comes to the microphone's own. */
async function attachElsewhere(
  options: ListenOptions,
  words: readonly WakeWord[],
  opened: (client: Client) => Client,
): Promise<ReadonlyMap<string, Client>> {
  const areas = [...new Set(words.flatMap(({ area }) => (area === undefined ? [] : [area])))];
  const found = new Map<string, Client>();
  for (const area of areas) {
    const { offsetFile: _, ...rest } = options;
    found.set(area, opened(await attach({ ...rest, area, name: `${options.name ?? 'voice'}-for-${area}` }, false)));
  }
  return found;
}

/** A recording is worked through even where there is no loudspeaker: what would be said is reported, not heard. */
async function openSpeaker({ out, wav, speaker, report }: ListenOptions): Promise<Speaker> {
  if (out !== undefined) return openWavSpeaker(out);
  try {
    return steady(
      await openLoudspeaker(speaker),
      () => openLoudspeaker(speaker),
      (state, why) =>
        report({
          type: 'trouble',
          text: state === 'back' ? 'The loudspeaker is back.' : `The loudspeaker is lost: ${why}`,
        }),
    );
  } catch (error) {
    if (wav === undefined) throw error;
    report({ type: 'trouble', text: error instanceof Error ? error.message : String(error) });
    return openSilence();
  }
}

function attach(options: ListenOptions, notices = true): Promise<Client> {
  const { socket, area, offsetFile, report, signal, wait = false } = options;
  return connect({
    name: options.name ?? 'voice',
    kind: 'voice',
    capabilities: { speak: true, confirm: true, notices, ask: true },
    wait,
    signal,
    onState: (state, why) => {
      if (state === 'lost')
        report({
          type: 'trouble',
          text: `The connection to the daemon is lost${why === undefined ? '' : `: ${why}`}. It is tried again.`,
        });
    },
    ...(socket !== undefined && { socket }),
    ...(area !== undefined && { area }),
    ...(offsetFile !== undefined && { offsetFile }),
  });
}

function live(options: ListenOptions, speaker: Speaker): AsyncIterable<Int16Array> {
  const { muteFile, gainDb = 0, report, signal } = options;
  if (muteFile === undefined) return amplified(capture(options, signal), gainDb);
  const onChange = (muted: boolean) => {
    report({ type: 'muted', muted });
    speaker.play(cueSpeech(muted ? 'muted' : 'unmuted'), { signal }).catch(() => undefined);
  };
  return amplified(
    unlessMuted(new Mute(muteFile), (until) => capture(options, until), onChange, signal),
    gainDb,
  );
}

function capture({ device, report }: ListenOptions, signal: AbortSignal): AsyncIterable<Int16Array> {
  return microphone({
    signal,
    ...(device !== undefined && { device }),
    onState: (state, why) =>
      report({
        type: 'trouble',
        text:
          state === 'back'
            ? 'The microphone is back.'
            : `The microphone is lost: ${why ?? 'it ended'}. It is opened again.`,
      }),
  });
}
