import { Fault, type ProviderContext, provider } from 'agentos/service';
import { z } from 'zod';
import { changedElsewhere, changingTools } from './changing_tools.ts';
import {
  calendarCreate,
  calendarDelete,
  calendarEvents,
  calendarFind,
  calendarFree,
  calendarList,
  calendarMove,
  calendarRestore,
  calendarWithdraw,
} from './contract.ts';
import { CalendarReader, type Held, type HeldCalendar, hashOf, type OpenCalendars } from './held.ts';
import { marksOf } from './marks.ts';
import { readingTools } from './reading_tools.ts';

const ID = 'local';
const MOST = 100_000;

const objects = { name: 'local', schema: z.object({ text: z.string() }) };

const calendar: HeldCalendar = {
  ...{ id: ID, name: 'this house', writable: true, own: true, mine: new Set<string>(), behind: false },
};

/** A calendar in the daemon's own storage, so that there is one without any account. */
export default provider({
  contracts: [
    ...[calendarList, calendarEvents, calendarFind, calendarFree],
    ...[calendarCreate, calendarMove, calendarDelete, calendarRestore, calendarWithdraw],
  ],
  settings: z.object({}),
  async open({ storage }) {
    const openLocal = localCalendars(storage);
    const reader = new CalendarReader();
    return {
      tools: [
        ...readingTools(openLocal, reader, () => true),
        ...changingTools(openLocal, reader, (wanted) => wanted === undefined || wanted === ID),
      ],
      release: async () => {},
    };
  },
});

/**
 * @param all the storage outside of any call: looking through all events is no telling of them, so what a call does not tell of
 * leaves no label in its answer
 */
function localCalendars(all: ProviderContext<unknown>['storage']): OpenCalendars {
  return async ({ storage }) => {
    const records = storage.collection(objects);
    const heldOf = (uid: string, text: string): Held => ({ calendar, uid, version: hashOf(text), text });
    const stored = await all.collection(objects).query({ limit: MOST });
    const find = async (id: string, uid: string): Promise<Held | undefined> => {
      const found = id === ID ? await records.get(uid) : undefined;
      return found && heldOf(uid, found.value.text);
    };
    return {
      calendars: [calendar],
      held: () => stored.map(({ key, value: { text } }) => heldOf(key, text)),
      find,
      tell: async (held) => {
        await records.get(held.uid);
        await marksOf(storage).get(held);
      },
      target: (wanted) => {
        if (wanted === undefined || wanted === ID) return calendar;
        throw new Fault('NOT_FOUND', `There is no calendar ${wanted}.`);
      },
      put: async (_calendar, uid, text, version) => {
        if ((await find(ID, uid))?.version !== version) throw changedElsewhere('That event');
        await records.put(uid, { text });
        return hashOf(text);
      },
      remove: async ({ uid }) => records.delete(uid),
    };
  };
}
