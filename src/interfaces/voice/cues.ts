import { sampleRate } from './audio.ts';
import type { Speech } from './tts.ts';

/** Short sounds that say more quickly than words what the assistant does. */
export type Cue = 'listening' | 'nothing' | 'working' | 'muted' | 'unmuted';

/** Tones in Hz, one after the other: rising invites, falling declines, level says that something goes on. */
const tones: { readonly [cue in Cue]: readonly number[] } = {
  listening: [660, 880],
  nothing: [520, 390],
  working: [440, 440],
  muted: [440, 330, 220],
  unmuted: [220, 330, 440],
};
const toneSeconds = 0.07;
const loudness: { readonly [cue in Cue]: number } = {
  listening: 0.12,
  nothing: 0.12,
  working: 0.06,
  muted: 0.12,
  unmuted: 0.12,
};

export function cueSound(cue: Cue): Speech {
  const length = Math.round(toneSeconds * sampleRate);
  const notes = tones[cue];
  const samples = Int16Array.from({ length: notes.length * length }, (_, index) => {
    const within = index % length;
    const swell = Math.sin((Math.PI * within) / length) ** 2; // no clicks at the ends
    const tone = notes[Math.floor(index / length)] ?? 0;
    return Math.round(32_767 * loudness[cue] * swell * Math.sin((2 * Math.PI * tone * within) / sampleRate));
  });
  return { samples, rate: sampleRate, text: '' };
}

/** The same for a loudspeaker, which takes speech as it comes. */
export async function* cueSpeech(cue: Cue): AsyncGenerator<Speech> {
  yield cueSound(cue);
}
