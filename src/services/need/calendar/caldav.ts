import { Fault, provider } from 'agentos/service';
import { CaldavAccount } from './caldav_account.ts';
import { caldavSettings } from './caldav_settings.ts';
import { changingTools, mustWrite } from './changing_tools.ts';
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
import { CalendarReader, type HeldCalendar, type OpenCalendars } from './held.ts';
import { marksOf } from './marks.ts';
import { readingTools } from './reading_tools.ts';

/** How long a call waits for news before it takes what is known. */
const PATIENCE_MS = { reading: 2_500, changing: 8_000 } as const;

/** Calendars on CalDAV servers. What they hold is kept here too, so that it can be read while a server is away. */
export default provider({
  contracts: [
    ...[calendarList, calendarEvents, calendarFind, calendarFree],
    ...[calendarCreate, calendarMove, calendarDelete, calendarRestore, calendarWithdraw],
  ],
  settings: caldavSettings,
  async open({ settings, clock, signal, ...context }) {
    const ended = new AbortController();
    const parts = { ...context, clock, signal: AbortSignal.any([signal, ended.signal]) };
    const accounts = settings.accounts.map((account) => new CaldavAccount(account, parts));
    for (const account of accounts) await account.cache.load(account.settings.name);
    const reader = new CalendarReader();
    const accountOf = (id: string): CaldavAccount | undefined =>
      accounts.find(({ settings: { name } }) => id.startsWith(`${name}/`));

    const open: OpenCalendars = async ({ storage }, changing) => {
      const patience = changing ? PATIENCE_MS.changing : PATIENCE_MS.reading;
      await Promise.all(accounts.map((account) => account.freshen(patience, changing)));
      const byAccount = accounts.map((account) => ({ account, calendars: account.calendars() }));
      const calendars = byAccount.flatMap(({ calendars }) => calendars);
      const unseen = accounts.find(({ fault }) => fault !== undefined)?.fault;
      if (unseen !== undefined && calendars.every(({ asOf }) => asOf === 0)) throw unseen;
      return {
        calendars,
        held: () =>
          byAccount.flatMap(({ account, calendars }) => calendars.flatMap((calendar) => account.held(calendar))),
        find: async (id, uid) => {
          const calendar = calendars.find((one) => one.id === id);
          return calendar && accountOf(id)?.find(calendar, uid);
        },
        // What was written from here has a record of its own; the server's copy carries no labels.
        tell: (held) => marksOf(storage).get(held),
        target: (wanted) => targetIn(calendars, accounts, wanted),
        put: (calendar, uid, text, version) => known(accountOf(calendar.id)).put(calendar, uid, text, version),
        remove: (held) => known(accountOf(held.calendar.id)).remove(held),
      };
    };

    let release = (): void => undefined;
    const keepFresh = (): void => {
      for (const account of accounts) void account.freshen(0, false);
      release = clock.after(settings.every_minutes * 60_000, keepFresh);
    };
    if (accounts.length > 0) keepFresh();
    return {
      tools: [
        ...readingTools(open, reader, () => accounts.length > 0),
        ...changingTools(open, reader, (wanted) =>
          wanted === undefined ? accounts.length > 0 : accountOf(wanted) !== undefined,
        ),
      ],
      release: async () => {
        release();
        ended.abort();
      },
    };
  },
});

function targetIn(
  calendars: readonly HeldCalendar[],
  accounts: readonly CaldavAccount[],
  wanted: string | undefined,
): HeldCalendar {
  if (wanted !== undefined) {
    const named = calendars.find(({ id }) => id === wanted);
    if (named === undefined) throw new Fault('NOT_FOUND', `There is no calendar ${wanted}.`);
    mustWrite(named);
    return named;
  }
  const [first] = accounts;
  const main = first?.settings.main;
  const own = calendars.filter(
    ({ id, writable }) => writable && first !== undefined && id.startsWith(`${first.settings.name}/`),
  );
  const target = main === undefined ? (own.find((one) => one.own) ?? own[0]) : own.find(({ name }) => name === main);
  if (target !== undefined) return target;
  throw new Fault(
    'FAILED_PRECONDITION',
    main === undefined
      ? `No calendar of ${first?.settings.name ?? 'any account'} can be written to.`
      : `There is no calendar ${main} that can be written to; see main of [[calendar.caldav.accounts]].`,
  );
}

function known(account: CaldavAccount | undefined): CaldavAccount {
  if (account === undefined) throw new Fault('NOT_FOUND', 'There is no such calendar.');
  return account;
}
