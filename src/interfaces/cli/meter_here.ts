import { resolve } from 'node:path';
import { framesOf, readWav } from '../voice/audio.ts';
import { amplified } from '../voice/gain.ts';
import { meter, openWakeScores, type Reading } from '../voice/meter.ts';
import { microphone } from '../voice/microphone.ts';
import { openVad } from '../voice/vad.ts';
import type { WakeWord } from '../voice/wake_words.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';

export interface MeterOptions {
  readonly wav?: string;
  readonly device?: string;
  readonly json: boolean;
  readonly gainDb: number;
  readonly words: readonly WakeWord[];
  readonly taughtFolder: string;
  readonly signal: AbortSignal;
}

const BAR = 30;
/** The quietest level that the bar shows, in dB of full scale. */
const FLOOR_DB = -60;
/** Without a terminal a line each second is enough. */
const FRAMES_A_LINE = 12;

/** Shows what the microphone, or a recording, is like: level, speech, and the score of each wake word. Needs no daemon. */
export async function meterHere(options: MeterOptions): Promise<number> {
  const { wav, device, gainDb, signal } = options;
  const vad = await openVad();
  const scores = await openWakeScores(options.words, options.taughtFolder);
  const onState = (state: 'lost' | 'back', why?: string) =>
    aside(state === 'back' ? 'The microphone is back.' : `The microphone is lost: ${why ?? 'it ended'}.`);
  const sound =
    wav === undefined
      ? microphone({ signal, onState, ...(device !== undefined && { device }) })
      : framesOf(await readWav(resolve(wav)));
  const live = process.stdout.isTTY === true && !options.json;
  let shown: Reading[] = [];
  try {
    for await (const reading of meter(amplified(sound, gainDb), vad, scores)) {
      if (signal.aborted) break;
      if (options.json) json(reading);
      else if (live) process.stdout.write(`\r${textOf([reading])}\u001b[K`);
      else {
        shown.push(reading);
        if (shown.length < FRAMES_A_LINE) continue;
        line(textOf(shown));
        shown = [];
      }
    }
    if (shown.length > 0) line(textOf(shown));
    if (live) line();
  } finally {
    await Promise.all([vad.close(), scores.close()]);
  }
  return EXIT.ok;
}

/** The highest of each: what passes in a moment is to be seen all the same. */
function textOf(readings: readonly Reading[]): string {
  const most = (value: (reading: Reading) => number) => Math.max(...readings.map(value));
  const level = most(({ levelDb }) => levelDb);
  const filled = Math.round((BAR * Math.max(0, level - FLOOR_DB)) / -FLOOR_DB);
  const bar = '█'.repeat(filled) + '·'.repeat(BAR - filled);
  const clipped = most(({ peakDb }) => peakDb) >= -0.1 ? ' too loud' : '';
  const words = (readings[0]?.wake ?? []).map(({ word, threshold }, place) => {
    const score = most(({ wake }) => wake[place]?.score ?? 0);
    return `${word} ${score.toFixed(2)}${score >= threshold ? ' ●' : ''}`;
  });
  const speech = most((reading) => reading.speech);
  return [`${bar} ${level.toFixed(0).padStart(4)} dB${clipped}`, `speech ${speech.toFixed(2)}`, ...words].join('  ');
}
