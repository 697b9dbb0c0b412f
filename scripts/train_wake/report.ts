/** What came of it, as tables of Markdown. */
import type { Fold } from '../../src/interfaces/voice/wake_training/cross_validated.ts';
import { chosenThreshold, fired, hoursOf, type Judged } from '../../src/interfaces/voice/wake_training/measure.ts';
import { testFold } from './lessons.ts';

const thresholds = [0.3, 0.5, 0.7, 0.9];

/**
 * The score that counts as said, by what strangers' heads made of other speech as it was recorded, and the one that needs no second
 * look: no sentence of a synthesiser reaches it either.
 */
export function chosen(done: readonly Fold[], word: string): { threshold: number; sure: number } {
  const others = done.flatMap(({ judged }) => judged.filter(({ group }) => !group.startsWith(word)));
  const threshold = chosenThreshold(others.filter(({ group }) => !/ in rooms$|^sentences$|^sound-alikes$/.test(group)));
  return { threshold, sure: Math.max(threshold, 0.97) };
}

/** First the head that ships, on what it was kept from; then each fold's head on its own fold, all together. */
export function reported(done: readonly Fold[], word: string, threshold: number): string[] {
  const all = done.flatMap((one) => one.judged);
  const shipped = done.flatMap(({ fold, judged }) => (fold === testFold ? judged : []));
  const falsely = all
    .filter(({ group, best }) => !group.startsWith(word) && best >= 0.5)
    .sort((a, b) => b.best - a.best)
    .map(({ name, best }) => `fires falsely: ${name}, ${best.toFixed(3)}`);
  return [
    `The first head, on what it was kept from (threshold ${threshold}):`,
    ...table(shipped, word, threshold),
    '',
    'Five heads, each on what it was kept from:',
    ...table(all, word, threshold),
    ...falsely.slice(0, 40),
  ];
}

function table(all: readonly Judged[], word: string, threshold: number): string[] {
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
