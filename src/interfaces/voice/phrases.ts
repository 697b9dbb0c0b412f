import type { Rejection } from './stt.ts';

/** What is said to something that was not understood; `text` is what was made out of it. */
export function apology(rejected: Rejection, text = ''): readonly string[] {
  if (rejected === 'unfinished') return [`I only heard "${text}". Please say all of it.`];
  if (rejected === 'silence') return ['Sorry, I heard nothing.'];
  if (rejected === 'free_text') return ['I cannot take down words of your own by voice here. Please type that one.'];
  if (rejected === 'away') return ['I cannot make out words right now. Please try again in a moment.'];
  return ['Sorry, I did not understand that.'];
}

export const noAnswer: readonly string[] = ['I heard no answer, so I leave it.'];

/** Asks whether this is what was said, where its contrary sounds alike. */
export const didYouSay = (text: string): string => `Did you say "${text}"?`;

export const sayAgain: readonly string[] = ['Then please say it once more.'];
