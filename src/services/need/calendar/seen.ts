import type { ToolContext } from 'agentos/service';
import type { CalendarReader, Calendars, Held } from './held.ts';
import type { CalendarObject } from './ics/calendar_object.ts';
import type { Occurrence } from './ics/occurrences.ts';

/** An occurrence, and the file it is from. */
export interface Seen {
  readonly held: Held;
  readonly occurrence: Occurrence;
}

export interface Sought {
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether a file is looked at, before its occurrences are worked out. */
  readonly wanted?: (held: Held, object: CalendarObject) => boolean;
  /** Of each file the first occurrence only. */
  readonly firstOnly?: boolean;
}

/** Others get their turn after so much work, in milliseconds. */
const SLICE_MS = 20;
/** A series is looked through in such steps where only the next one is wanted. */
const STEP_MS = 56 * 86_400_000;

/** What takes place in a span. A file that cannot be read, or comes again too often to be worked out, is counted and left out. */
export async function seenIn(
  calendars: Calendars,
  reader: CalendarReader,
  { clock, signal }: Pick<ToolContext, 'clock' | 'signal'>,
  { fromMs, toMs, wanted, firstOnly = false }: Sought,
): Promise<{ seen: Seen[]; unreadable: number }> {
  const held = calendars.held();
  if (held.length === 0) return { seen: [], unreadable: 0 };
  await reader.load();
  const { occurrencesIn } = await import('./ics/occurrences.ts');
  const seen: Seen[] = [];
  let unreadable = 0;
  let begun = clock.monotonic();
  for (const one of held) {
    if (clock.monotonic() - begun > SLICE_MS) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      begun = clock.monotonic();
    }
    const object = reader.read(one, clock.zone);
    if (object === undefined) {
      unreadable += 1;
      continue;
    }
    if (wanted?.(one, object) === false) continue;
    try {
      for (let from = fromMs; from < toMs; from += STEP_MS) {
        const to = firstOnly ? Math.min(toMs, from + STEP_MS) : toMs;
        const occurrences = occurrencesIn(object, clock.zone, from, to);
        seen.push(
          ...(firstOnly ? occurrences.slice(0, 1) : occurrences).map((occurrence) => ({ held: one, occurrence })),
        );
        if (!firstOnly || occurrences.length > 0) break;
      }
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      unreadable += 1;
    }
  }
  return { seen, unreadable };
}
