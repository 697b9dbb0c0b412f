import { Fault, provider } from 'agentos/service';
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
import { CalendarReader, type HeldCalendar, hashOf, type OpenCalendars } from './held.ts';
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
  async open() {
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

const openLocal: OpenCalendars = async ({ storage }) => {
  const records = storage.collection(objects);
  const stored = await records.query({ limit: MOST });
  const held = new Map(
    stored.map(({ key, value: { text } }) => [key, { calendar, uid: key, version: hashOf(text), text }]),
  );
  return {
    calendars: [calendar],
    held: () => [...held.values()],
    find: (id, uid) => (id === ID ? held.get(uid) : undefined),
    target: (wanted) => {
      if (wanted === undefined || wanted === ID) return calendar;
      throw new Fault('NOT_FOUND', `There is no calendar ${wanted}.`);
    },
    put: async (_calendar, uid, text, version) => {
      if (held.get(uid)?.version !== version) throw changedElsewhere('That event');
      await records.put(uid, { text });
      return hashOf(text);
    },
    remove: async ({ uid }) => records.delete(uid),
  };
};
