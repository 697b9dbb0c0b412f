/** What a head does with sound that it was not trained on. */
import type { WakeHead } from '../wake_head.ts';
import { deafFrames } from '../wake_scores.ts';
import { frameSeconds, framesIn, type Heard, windowAt } from './examples.ts';

/** A scene's highest score, as the engine would hear it, and when it was first above one half, in seconds. */
export interface Judged {
  readonly name: string;
  readonly group: string;
  readonly seconds: number;
  readonly best: number;
  /** Where in the sound it came first to the score. */
  readonly scores: readonly number[];
}

export function judge(head: Pick<WakeHead, 'score'>, heard: Heard): Judged {
  const scores: number[] = [];
  for (let frame = 0; frame < framesIn(heard); frame += 1)
    scores.push(frame < deafFrames ? 0 : head.score(windowAt(heard, frame)));
  const { name, group } = heard;
  return { name, group, seconds: scores.length * frameSeconds, best: Math.max(0, ...scores), scores };
}

/** How many of them would have woken it. */
export function fired(judged: readonly Judged[], threshold: number): number {
  return judged.filter(({ best }) => best >= threshold).length;
}

export function hoursOf(judged: readonly Judged[]): number {
  return judged.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
}

/**
 * The score from which on it counts as said: the lowest of the usual ones at which nothing else fires, a step higher for
 * what was not among the clips; the highest where something always does.
 */
export function chosenThreshold(others: readonly Judged[]): number {
  const at = thresholds.findIndex((threshold) => fired(others, threshold) === 0);
  return thresholds[at === -1 ? thresholds.length - 1 : Math.min(at + 1, thresholds.length - 1)] ?? 0.9;
}

const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98] as const;
