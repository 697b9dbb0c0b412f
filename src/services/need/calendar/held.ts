import { createHash } from 'node:crypto';
import type { ToolContext } from 'agentos/service';
import type { CalendarObject } from './ics/calendar_object.ts';

/** One calendar as it is known here. */
export interface HeldCalendar {
  readonly id: string;
  readonly name: string;
  readonly writable: boolean;
  /** False where others fill it: shared or subscribed. */
  readonly own: boolean;
  /** Addresses of the one whose calendar it is: what they organise themselves is no invitation. */
  readonly mine: ReadonlySet<string>;
  /** When it was last looked at, where it is kept elsewhere, and whether that is too long ago. */
  readonly asOf?: number;
  readonly behind: boolean;
  readonly problem?: string;
}

/** One calendar file as it is known here. */
export interface Held {
  readonly calendar: HeldCalendar;
  readonly uid: string;
  readonly version: string;
  readonly text: string;
}

/** Where calendars are kept, as one call sees them. Reading never waits long for a network, and never fails where something is known. */
export interface Calendars {
  readonly calendars: readonly HeldCalendar[];
  /** All that there is, in no order. */
  readonly held: () => readonly Held[];
  readonly find: (calendar: string, uid: string) => Promise<Held | undefined>;
  /** Takes into the answer what went into an event that is told of: the labels of its record, where it is kept here. */
  readonly tell: (held: Held) => Promise<unknown>;
  /** Where new events go. @throws Fault FAILED_PRECONDITION where there is none that can be written to */
  readonly target: (wanted: string | undefined) => HeldCalendar;
  /**
   * Puts a file in place of the one of this version; a new one where the version is absent. Gives the version that it has then.
   * @throws Fault ABORTED where it is no longer as it was, UNAVAILABLE where nobody answers; then nothing was changed
   */
  readonly put: (calendar: HeldCalendar, uid: string, text: string, version: string | undefined) => Promise<string>;
  /** @throws Fault as `put` */
  readonly remove: (held: Held) => Promise<void>;
}

/** `changing`: the call will change what it reads, so it is to be as new as can be. */
export type OpenCalendars = (
  context: Pick<ToolContext, 'storage' | 'signal' | 'clock'>,
  changing: boolean,
) => Promise<Calendars>;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

type Read = (text: string, home: string) => CalendarObject;
const READ_KEPT = 5_000;

/**
 * Reads calendar files, each version once. The library is loaded with the first file: a house without appointments does not need it.
 * A file that cannot be read gives undefined.
 */
export class CalendarReader {
  readonly #known = new Map<string, CalendarObject | undefined>();
  #read: Read | undefined;

  async load(): Promise<this> {
    this.#read ??= (await import('./ics/calendar_object.ts')).readCalendarObject;
    return this;
  }

  /** Only after `load`. */
  read({ calendar, uid, version, text }: Held, home: string): CalendarObject | undefined {
    const key = `${calendar.id}\n${uid}\n${version}\n${home}`;
    if (this.#known.has(key)) return this.#known.get(key);
    let object: CalendarObject | undefined;
    try {
      object = this.#read?.(text, home);
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
    }
    if (this.#known.size >= READ_KEPT) this.#known.clear();
    this.#known.set(key, object);
    return object;
  }
}
