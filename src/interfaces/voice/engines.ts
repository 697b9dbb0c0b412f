import { readFile, stat } from 'node:fs/promises';
import type { RecogniserName, SpeechSettings, SynthesiserName } from '../../settings/speech.ts';
import { EngineError } from './engine_error.ts';
import { withFallbacks } from './stt/fallback.ts';
import { openOpenAiRecogniser } from './stt/openai.ts';
import { openPocketsphinx } from './stt/pocketsphinx.ts';
import { twoPass } from './stt/two_pass.ts';
import { openWhisperServer } from './stt/whisper_server.ts';
import { openWyomingRecogniser } from './stt/wyoming.ts';
import type { Recogniser } from './stt.ts';
import { openEspeak } from './tts/espeak_ng.ts';
import { speakingFallbacks } from './tts/fallback.ts';
import { openFlite } from './tts/flite.ts';
import { openOpenAiSynthesiser } from './tts/openai.ts';
import { openSay } from './tts/say.ts';
import { openWyomingSynthesiser } from './tts/wyoming.ts';
import type { Synthesiser } from './tts.ts';

/** Which engines, by the names that settings give them. */
export interface EngineChoice {
  readonly stt: RecogniserName;
  /** Hears once more what the first does not know. */
  readonly openStt?: RecogniserName;
  readonly sttFallbacks: readonly RecogniserName[];
  readonly tts: SynthesiserName;
  readonly ttsFallbacks: readonly SynthesiserName[];
}

/** Programs of this machine alone. */
export const ownEngines: EngineChoice = { stt: 'pocketsphinx', sttFallbacks: [], tts: 'flite', ttsFallbacks: [] };

export interface EnginePlaces {
  readonly speech: SpeechSettings;
  /** Where engines keep what they work out once. */
  readonly cacheFolder: string;
  /** BCP 47; flite and say speak English only. */
  readonly language: string;
  /** That one is away, or back. */
  readonly tell: (text: string) => void;
}

export async function openRecogniser(choice: EngineChoice, places: EnginePlaces): Promise<Recogniser> {
  const grammar = await oneRecogniser(choice.stt, places);
  // One that takes down anything needs no second to do so.
  const open =
    choice.openStt === undefined || grammar.freeText ? undefined : await oneRecogniser(choice.openStt, places);
  const first = open === undefined ? grammar : twoPass(grammar, withFallbacks([open], places.tell));
  const others = choice.sttFallbacks.filter((name) => name !== choice.stt);
  return withFallbacks([first, ...(await Promise.all(others.map((name) => oneRecogniser(name, places))))], places.tell);
}

export async function openSynthesiser(choice: EngineChoice, places: EnginePlaces): Promise<Synthesiser> {
  const others = choice.ttsFallbacks.filter((name) => name !== choice.tts);
  const [first, ...rest] = await Promise.all([choice.tts, ...others].map((name) => oneSynthesiser(name, places)));
  if (first === undefined) throw new EngineError('No voice is chosen.');
  return speakingFallbacks([first, ...rest], places.tell);
}

/** What goes elsewhere, in words; nothing where all stays on this machine. */
export function sentElsewhere(recogniser: Recogniser, synthesiser: Synthesiser): readonly string[] {
  const [heard, spoken] = [recogniser.sentTo ?? [], synthesiser.sentTo ?? []];
  return [
    ...(heard.length > 0 ? [`Your speech is sent to ${heard.join(' and ')}.`] : []),
    ...(spoken.length > 0 ? [`What is answered is sent to ${spoken.join(' and ')}, to be spoken.`] : []),
  ];
}

async function oneRecogniser(
  name: RecogniserName,
  { speech, cacheFolder, language }: EnginePlaces,
): Promise<Recogniser> {
  switch (name) {
    case 'pocketsphinx':
      return openPocketsphinx({ cacheFolder });
    case 'wyoming': {
      const { stt: address, stt_model: model } = speech.wyoming;
      return openWyomingRecogniser({ address: given(address, 'stt'), language, ...(model !== undefined && { model }) });
    }
    case 'whisper_server':
      return openWhisperServer({ url: speech.whisper_server.url, language });
    case 'openai': {
      const { base_url: baseUrl, stt_model: model } = speech.openai;
      return openOpenAiRecogniser({ baseUrl, model, language, ...(await keyOf(speech)) });
    }
  }
}

async function oneSynthesiser(name: SynthesiserName, { speech, language }: EnginePlaces): Promise<Synthesiser> {
  switch (name) {
    case 'flite':
      return openFlite();
    case 'espeak-ng':
      return openEspeak({ voice: language === 'en' ? 'en-us' : language });
    case 'say':
      return openSay();
    case 'wyoming': {
      const { tts: address, tts_voice: voice } = speech.wyoming;
      return openWyomingSynthesiser({ address: given(address, 'tts'), ...(voice !== undefined && { voice }) });
    }
    case 'openai': {
      const { base_url: baseUrl, tts_model: model, tts_voice: voice } = speech.openai;
      return openOpenAiSynthesiser({ baseUrl, model, voice, ...(await keyOf(speech)) });
    }
  }
}

function given(address: string | undefined, key: 'stt' | 'tts'): string {
  if (address !== undefined) return address;
  throw new EngineError(
    `The engine "wyoming" is chosen, and nothing says where it is: set "${key}" in [speech.wyoming].`,
  );
}

/** The key from its file, which nobody else may read. */
async function keyOf({ openai }: SpeechSettings): Promise<{ readonly key?: string }> {
  const { key_file: file } = openai;
  if (file === undefined) return {};
  try {
    if (((await stat(file)).mode & 0o077) !== 0)
      throw new EngineError(`${file} can be read by others: chmod 600 ${file}`);
    return { key: (await readFile(file, 'utf8')).trim() };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError(`${file}, which holds the key of [speech.openai], cannot be read.`, { cause });
  }
}
