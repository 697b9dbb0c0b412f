import type { Hearing, Rejection } from '../stt.ts';
import { isAnyWord } from './free_text.ts';
import { hasContrary } from './opposites.ts';
import { type Decoding, isPause } from './sphinx_output.ts';

/**
 * A grammar always finds something. What it found is compared with a free sequence of phones, in score per frame of 10 ms:
 * far below, and something else was said.
 */
const unknownBelow = -24;
/** The fit that is as likely right as wrong. */
const evenFit = -15;
/**
 * A word that fits this much worse than any sounds, in a sentence that is no likelier right than wrong, is doubtful: so were
 * five of five sentences of something else that the grammar took, and 2 of 52 commands that were heard right.
 */
const doubtfulWord = -45;
/** Words per second of speech: nobody speaks a command slower or faster. */
const slowest = 0.7;
const fastest = 6.5;

/**
 * A last word that was surely said: made-up ends of 223 broken off commands were shorter or fitted worse but for one, and 45
 * of 52 whole commands have such an end. Frames of 10 ms, scores per frame.
 */
const surely = { frames: 20, word: -25, sentence: -20 };

/**
 * What was heard, from the decoding by grammar and the decoding by phones. `lengthSeconds` is the utterance's; `follows` is
 * what the grammar lets follow it.
 */
export function judge(
  heard: Decoding | undefined,
  phones: Decoding | undefined,
  lengthSeconds: number,
  follows?: Hearing['more'],
): Hearing {
  const text = heard?.words.filter((word) => !isAnyWord(word)).join(' ') ?? '';
  if (heard === undefined || text === '') return { text: '', confidence: 0, alternatives: [], rejected: 'silence' };
  const fit = phones === undefined ? 0 : (heard.score - phones.score) / heard.frames;
  const rejected = reason(fit, heard, phones, lengthSeconds) ?? (follows === 'needed' ? 'unfinished' : undefined);
  const known = rejected === undefined || rejected === 'unfinished' || rejected === 'unsure';
  const more = follows === 'none' && !endsSurely(fit, heard, phones) ? 'possible' : follows;
  return {
    ...{ text, confidence: confidence(fit), alternatives: [] },
    ...(rejected && { rejected }),
    ...(known && more && { more }),
  };
}

/** Whether the last word was said whole. Many a last sound is too soft for a voice detector: "off" without it is an "on". */
function endsSurely(fit: number, heard: Decoding, phones: Decoding | undefined): boolean {
  const last = heard.segments.findLast(({ word, start, end }) => !isPause(word) && end > start);
  if (last === undefined || phones === undefined || hasContrary(heard.words.at(-1) ?? '')) return false;
  return (
    fit > surely.sentence &&
    last.end - last.start >= surely.frames &&
    wordFits({ ...heard, segments: [last] }, phones).every((each) => each > surely.word)
  );
}

function reason(
  fit: number,
  heard: Decoding,
  phones: Decoding | undefined,
  lengthSeconds: number,
): Rejection | undefined {
  if (heard.words.some(isAnyWord)) return 'free_text';
  if (fit < unknownBelow) return 'unknown';
  const pace = heard.words.length / Math.max(lengthSeconds, heard.frames / 100);
  if (pace < slowest || pace > fastest) return 'pace';
  return fit <= evenFit && phones !== undefined && worstWord(heard, phones) <= doubtfulWord ? 'unsure' : undefined;
}

/** The fit of the word that fits worst, in score per frame. */
const worstWord = (heard: Decoding, phones: Decoding): number => Math.min(...wordFits(heard, phones));

function wordFits(heard: Decoding, phones: Decoding): readonly number[] {
  const perFrame = new Float64Array(heard.frames + 1);
  for (const { start, end, score } of phones.segments) perFrame.fill(score / Math.max(1, end - start), start, end);
  return heard.segments
    .filter(({ word, start, end }) => !isPause(word) && end > start)
    .map(({ start, end, score }) => (score - sum(perFrame.subarray(start, end))) / (end - start));
}

const sum = (numbers: Float64Array): number => numbers.reduce((total, each) => total + each, 0);

/** 0.5 at an even fit, towards 1 the better it is. */
function confidence(fit: number): number {
  return Math.round(100 / (1 + Math.exp(-(fit - evenFit) / 4))) / 100;
}
