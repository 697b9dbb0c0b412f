import type { CalendarObject } from './calendar_object.ts';
import { comesAgain, type Occurrence, occurrencesIn } from './occurrences.ts';

const DAY_MS = 86_400_000;

/** The occurrence of this name, else the first: what an event comes to that was just written. */
export function firstOccurrence(object: CalendarObject, home: string, key?: string): Occurrence | undefined {
  const { master, changed } = object;
  const own = key === undefined ? undefined : changed.get(key)?.part;
  const part = own ?? master ?? [...changed.values()][0]?.part;
  if (part === undefined) return undefined;
  const startMs = part.start.at.epochMilliseconds;
  const near = occurrencesIn(object, home, startMs - 1, startMs + 62 * DAY_MS);
  const named = key === undefined ? undefined : near.find((one) => one.key === key);
  return named ?? (comesAgain(object) || near.length > 0 ? near[0] : undefined);
}
