import { spokenWords } from '../../../language/speech/spoken_words.ts';
import { wordsOf } from '../../../language/text.ts';
import type { Hearing, SpeechGrammar } from '../stt.ts';
import { readJsgf, type WordGraph } from './jsgf_reader.ts';

/** What engines write where nobody spoke: "[BLANK_AUDIO]", "(wind blowing)", "*coughs*", "♪". */
const noises = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫]+/g;

/** Engines that say nothing of how sure they are: taken for likely right, and no more. */
export const unstated = 0.75;

export const nothingHeard: Hearing = { text: '', confidence: 0, alternatives: [], rejected: 'silence' };

/**
 * What an open engine wrote down, as a hearing. `confidence` is what it says of itself, where it does. `among` is what may be
 * said this once: a text that it holds is given in its words, another is rejected.
 */
export function heardOpenly(text: string, confidence: number, among?: SpeechGrammar): Hearing {
  const said = text
    .replaceAll(noises, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(said)) return nothingHeard;
  const sure = Math.max(0.01, Math.min(1, Math.round(confidence * 100) / 100));
  if (among === undefined) return { text: said, confidence: sure, alternatives: [] };
  const words = spokenWords(wordsOf(said)) ?? [];
  const graph = readJsgf(among.jsgf);
  const spoken = words.flatMap((word) => word.split(' '));
  if (accepts(graph, spoken)) return { text: spoken.join(' '), confidence: sure, alternatives: [] };
  return { text: said, confidence: sure, alternatives: [], rejected: 'unknown' };
}

/** Whether these words are a sentence of the grammar. */
export function accepts({ steps, start, end }: WordGraph, words: readonly string[]): boolean {
  let at = reached(steps, [start]);
  for (const word of words) {
    const next = [...at].flatMap((state) => (steps[state] ?? []).filter((step) => step.word === word));
    if (next.length === 0) return false;
    at = reached(
      steps,
      next.map(({ to }) => to),
    );
  }
  return at.has(end);
}

/** These states with all that they lead to without a word. */
function reached(steps: WordGraph['steps'], from: readonly number[]): ReadonlySet<number> {
  const found = new Set(from);
  const open = [...from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const { word, to } of steps[state] ?? []) {
      if (word !== undefined || found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}
