/** What came of it, as tables of Markdown. */
import type { Fold } from '../../src/interfaces/voice/wake_training/cross_validated.ts';
import { fired, hoursOf, type Judged } from '../../src/interfaces/voice/wake_training/measure.ts';

const thresholds = [0.3, 0.5, 0.7, 0.9];

/** Of all that is said, so much has to be heard: alone, and in a kitchen. */
const leastHeard = { plain: 0.98, noisy: 0.96 };
const candidates = [0.98, 0.97, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];

/** The highest score at which enough is heard, by strangers' heads, and the one that needs no second look. */
export function chosen(done: readonly Fold[], word: string): { threshold: number; sure: number } {
  const all = done.flatMap(({ judged }) => judged);
  const plain = all.filter(({ group }) => group === word);
  const noisy = all.filter(({ group }) => group.startsWith(`${word} in a kitchen`));
  const isEnough = (threshold: number) =>
    fired(plain, threshold) >= leastHeard.plain * plain.length &&
    fired(noisy, threshold) >= leastHeard.noisy * noisy.length;
  const threshold = candidates.find(isEnough) ?? 0.5;
  return { threshold, sure: Math.max(threshold, 0.98) };
}

/** Each fold's head on its own fold, all together. */
export function reported(done: readonly Fold[], word: string, threshold: number): string[] {
  const all = done.flatMap((one) => one.judged);
  return [
    'Five heads, each on what it was kept from:',
    ...table(all, word, threshold),
    ...falsely(all, word).slice(0, 40),
  ];
}

export function falsely(all: readonly Judged[], word: string): string[] {
  return all
    .filter(({ group, best }) => !group.startsWith(word) && best >= 0.5)
    .sort((a, b) => b.best - a.best)
    .map(({ name, best }) => `fires falsely: ${name}, ${best.toFixed(3)}`);
}

export function table(all: readonly Judged[], word: string, threshold: number): string[] {
  const isWord = (group: string) => group.startsWith(word);
  const columns = [...new Set([...thresholds, threshold])].sort();
  const groups = [...new Set(all.map(({ group }) => group))].sort(
    (a, b) => Number(isWord(b)) - Number(isWord(a)) || a.localeCompare(b),
  );
  const rowOf = (what: string, belongs: (group: string) => boolean) => {
    const some = all.filter(({ group }) => belongs(group));
    const counts = columns.map((one) => fired(some, one)).join(' | ');
    return `| ${what} | ${some.length} | ${hoursOf(some).toFixed(2)} | ${counts} |`;
  };
  return [
    `| heard | clips | hours | ${columns.map((one) => `fires at ${one}`).join(' | ')} |`,
    `|---|--:|--:|${columns.map(() => '--:').join('|')}|`,
    ...groups.map((group) => rowOf(isWord(group) ? `"${group}"` : `not it: ${group}`, (one) => one === group)),
    rowOf('not it: all', (group) => !isWord(group)),
  ];
}
