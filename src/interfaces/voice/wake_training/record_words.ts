import { AudioError, type SoundReader, sampleRate } from '../audio.ts';
import { hearUtterance } from '../utterance.ts';
import type { VadEngine } from '../vad.ts';

export interface RecordWords {
  readonly count: number;
  readonly signal: AbortSignal;
  /** Asks for the next one, counted from 1. */
  readonly ask: (number: number) => void;
  /** Says why one does not count. */
  readonly again: (why: string) => void;
}

const longestSeconds = 2.5;
/** How often in a row nobody may say anything. */
const mostSilences = 3;

/** The word as often as it is wanted, each cut out of the sound with some silence around it. */
export async function recordWords(
  reader: SoundReader,
  vad: VadEngine,
  { count, signal, ask, again }: RecordWords,
): Promise<Int16Array[]> {
  const taken: Int16Array[] = [];
  let silences = 0;
  while (taken.length < count) {
    ask(taken.length + 1);
    const spoken = await hearUtterance(reader, vad, { afterWake: false, patienceSeconds: 10 }, signal);
    signal.throwIfAborted();
    if (spoken === undefined) {
      silences += 1;
      if (silences >= mostSilences)
        throw new AudioError('Nothing was heard. "agentos doctor --voice" tells what is wrong with the microphone.');
      again('Nothing was heard.');
      continue;
    }
    silences = 0;
    const seconds = (spoken.end - spoken.start) / sampleRate;
    if (seconds > longestSeconds) again('That was too long: say the word alone.');
    else taken.push(spoken.samples);
  }
  return taken;
}
