import type { Point } from '../../src/daemon/failpoints/failpoint.ts';

/** Whose moment it is to be, where the first that comes by would be another's. */
const OF: { readonly [kind: string]: string } = {
  start: '@need.post.send',
  outcome: '@need.post.send',
  run: '@need.post.send',
  // A timer writes when it is set, and again when it has rung.
  record: '@schedule#2',
};

/** The points as they are asked for. Retention has none: it begins a minute after the start, and has a test of its own. */
export function wanted(points: readonly Point[]): string[] {
  return points
    .filter((point) => !point.startsWith('retention'))
    .map((point) => `${point}${OF[point.slice(0, point.lastIndexOf('.'))] ?? ''}`);
}
