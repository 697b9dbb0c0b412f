import type { Rejection } from './stt.ts';

/** What is said to something that was not understood. */
export function apology(rejected: Rejection): readonly string[] {
  if (rejected === 'silence') return ['Sorry, I heard nothing.'];
  if (rejected === 'free_text') return ['I cannot take down words of your own by voice here. Please type that one.'];
  return ['Sorry, I did not understand that.'];
}

export const noAnswer: readonly string[] = ['I heard no answer, so I leave it.'];
