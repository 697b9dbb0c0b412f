import { openPocketsphinx } from './stt/pocketsphinx.ts';
import type { Recogniser } from './stt.ts';
import { openEspeak } from './tts/espeak_ng.ts';
import { openFlite } from './tts/flite.ts';
import { openSay } from './tts/say.ts';
import type { Synthesiser } from './tts.ts';

/** The engines by the names that settings give them. */
export type RecogniserName = 'pocketsphinx';
export type SynthesiserName = 'flite' | 'espeak-ng' | 'say';

/** `cacheFolder` is where engines keep what they work out once. */
export async function openRecogniser(name: RecogniserName, cacheFolder: string): Promise<Recogniser> {
  switch (name) {
    case 'pocketsphinx':
      return openPocketsphinx({ cacheFolder });
  }
}

/** `language` is BCP 47; flite and say speak English only. */
export function openSynthesiser(name: SynthesiserName, language: string): Synthesiser {
  switch (name) {
    case 'flite':
      return openFlite();
    case 'espeak-ng':
      return openEspeak({ voice: language === 'en' ? 'en-us' : language });
    case 'say':
      return openSay();
  }
}
