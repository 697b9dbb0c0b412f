import { expect, test } from 'vitest';
import { titled } from '../../../recovery/debian.ts';
import { seeded } from '../../../seeded.ts';
import { calendarFiles, readThrough, withoutFiles, workOf } from './ics_files.ts';

const COPIES = 50;
const CAP_MS = 2_000;

/** Some of the bytes wrong, cut out, doubled or taken from elsewhere in the file, as by a bad disk or a bad mind. */
function mutated(text: string, random: () => number): string {
  let copy = text;
  for (let change = 1 + Math.floor(random() * 20); change > 0; change -= 1) {
    const at = Math.floor(random() * copy.length);
    const length = Math.floor(random() * 40);
    const other = Math.floor(random() * copy.length);
    const piece = [
      () => String.fromCharCode(Math.floor(random() * 256)),
      () => '',
      () => copy.slice(at, at + length).repeat(2),
      () => copy.slice(other, other + length),
      () => String(Math.floor(random() * 1e12)),
    ][Math.floor(random() * 5)];
    copy = copy.slice(0, at) + (piece?.() ?? '') + copy.slice(at + length);
  }
  return copy;
}

test.skipIf(withoutFiles !== undefined)(
  titled('T20 public calendar files, each damaged in 50 ways, are read or refused in time', withoutFiles),
  () => {
    const random = seeded(20);
    const slow: string[] = [];
    let done = 0;
    for (const { name, text } of calendarFiles()) {
      for (let copy = 0; copy < COPIES; copy += 1) {
        const damaged = mutated(text, random);
        if (workOf(() => readThrough(damaged)) > CAP_MS) slow.push(`${name} ${copy}`);
        done += 1;
      }
    }
    expect(slow).toEqual([]);
    expect(done).toBe(129 * COPIES);
  },
  1_200_000,
);
