/** What a head does with sound that it was not trained on. */
import { embeddingSize, headFrames } from '../../src/interfaces/voice/wake_features.ts';
import type { WakeHead } from '../../src/interfaces/voice/wake_head.ts';
import type { Heard } from './features.ts';

const deafFrames = 5;

/** Times of the hits, in seconds, as the engine would give them: none in its first 0.4 s, 2 s between two. */
export function hits(head: WakeHead, heard: Heard, threshold: number): { time: number; score: number }[] {
  const found: { time: number; score: number }[] = [];
  for (let frame = deafFrames; frame < heard.frames; frame += 1) {
    const score = head.score(heard.embeddings.subarray(frame * embeddingSize, (frame + headFrames) * embeddingSize));
    if (score < threshold) continue;
    found.push({ time: (frame + 1) * 0.08, score });
    frame += 24;
  }
  return found;
}

export interface Row {
  what: string;
  clips: number;
  hours: number;
  /** Clips in which it fired, for each threshold. */
  fired: number[];
}

export function measure(what: string, head: WakeHead, heard: readonly Heard[], thresholds: readonly number[]): Row {
  const hours = heard.reduce((sum, one) => sum + one.frames, 0) * (0.08 / 3600);
  const firing = (threshold: number) => heard.filter((one) => hits(head, one, threshold).length > 0).length;
  return { what, clips: heard.length, hours, fired: thresholds.map(firing) };
}

/** Hits against the end of the word, in seconds: the 5th, 50th and 95th of a hundred. */
export function delays(head: WakeHead, heard: readonly Heard[], threshold: number): string {
  const late = heard
    .flatMap((one) => {
      const first = hits(head, one, threshold)[0];
      return first === undefined || one.word === undefined ? [] : [first.time - one.word.end];
    })
    .sort((a, b) => a - b);
  const at = (part: number) =>
    (late[Math.min(late.length - 1, Math.floor(part * late.length))] ?? Number.NaN).toFixed(2);
  return `${at(0.05)} / ${at(0.5)} / ${at(0.95)}`;
}
