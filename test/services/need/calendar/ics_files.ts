import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendarObject } from '../../../../src/services/need/calendar/ics/calendar_object.ts';
import { occurrencesIn } from '../../../../src/services/need/calendar/ics/occurrences.ts';

const FOLDER = join(import.meta.dirname, '../../../../../shared/data/security/ics');
const HOME = 'Europe/Berlin';
const WEEK_MS = 7 * 86_400_000;

/** Why the public calendar files are left out, in words; undefined where they are there. */
export const withoutFiles: string | undefined = existsSync(FOLDER)
  ? undefined
  : 'needs the public calendar files in ../shared/data';

export function calendarFiles(): { readonly name: string; readonly text: string }[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ics'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
}

/** Work, in milliseconds of the processor: what others do at the same time does not count. */
export function workOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * A file as the calendar reads it: its occurrences in the week of its start and in a week of now, or the reason why it cannot be read.
 * Anything but a RangeError is a defect of the reader, and is thrown.
 */
export function readThrough(text: string): { readonly occurrences: number } | { readonly refused: string } {
  try {
    const object = readCalendarObject(text, HOME);
    const start = object.master?.start.at.epochMilliseconds ?? Date.UTC(2026, 10, 23);
    const spans = [start, Date.UTC(2026, 10, 23)];
    const found = spans.map((from) => occurrencesIn(object, HOME, from, from + WEEK_MS).length);
    return { occurrences: found.reduce((sum, one) => sum + one, 0) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return { refused: thrown.message };
    throw thrown;
  }
}
