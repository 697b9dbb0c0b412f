import { Fault, type ToolContext } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { type Calendars, type Held, hashOf } from './held.ts';
import { keep, marksOf } from './marks.ts';

type Context = Pick<ToolContext, 'storage' | 'clock' | 'key'>;

interface Later {
  readonly occurrence: string;
  /** Absent where all of them are deleted. */
  readonly start?: string;
  readonly end?: string | undefined;
}

export interface ChangedFuture {
  /** The series of those that come from there on; absent where they are deleted. */
  readonly later?: Held;
  /** What came before, as it is now; absent where nothing did. */
  readonly version?: string;
  readonly kept?: string;
}

/**
 * Moves or deletes an occurrence of a series and all that come after it: the series ends before it, and another begins. The new one
 * is written first and under a UID of the call, so that what is cut off between the two is finished by the same call made again.
 */
export async function changeFuture(
  calendars: Calendars,
  held: Held,
  { occurrence, start, end }: Later,
  context: Context,
): Promise<ChangedFuture> {
  const { clock, key, storage } = context;
  const laterUid = laterUidFor(key);
  const about = { uid: held.uid, occurrence, laterUid, key: hashOf(key), home: clock.zone, nowMs: clock.now() };
  const { splitObject } = await import('./ics/split_object.ts');
  const { before, later } = splitObject(held.text, about);
  const moved = start === undefined ? undefined : await put(later);
  try {
    if (before === undefined) {
      await calendars.remove(held);
      await marksOf(storage).clear(held);
    }
    const version = before && (await calendars.put(held.calendar, held.uid, before, held.version));
    const kept = await keep(context, hashOf(key), held);
    if (before !== undefined) await marksOf(storage).set(held, false, Math.floor(clock.now()));
    return {
      ...(moved === undefined ? {} : { later: moved }),
      ...(version === undefined ? {} : { version }),
      ...(kept === undefined ? {} : { kept }),
    };
  } catch (thrown) {
    // Somebody else changed the series meanwhile: it stays theirs, and no second one beside it.
    if (moved !== undefined && thrown instanceof Fault && thrown.code === 'ABORTED') await calendars.remove(moved);
    throw thrown;
  }

  async function put(text: string): Promise<Held> {
    const there = await calendars.find(held.calendar.id, laterUid);
    if (there !== undefined) return there;
    const { movedObject } = await import('./ics/change_object.ts');
    const written = movedObject(
      text,
      { ...about, uid: laterUid, all: true },
      Temporal.PlainDateTime.from(start ?? ''),
      end === undefined ? undefined : Temporal.PlainDateTime.from(end),
    );
    const version = await calendars.put(held.calendar, laterUid, written, undefined);
    const made = { calendar: held.calendar, uid: laterUid, version, text: written };
    await marksOf(storage).set(made, true, Math.floor(clock.now()));
    return made;
  }
}

/** The same call makes the same series, however often it is made. */
export function laterUidFor(key: string): string {
  return `${hashOf(`${key}\nlater`)}@agentos`;
}
