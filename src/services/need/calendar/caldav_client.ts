import { Fault } from 'agentos/service';
import type { DAVResponse } from 'tsdav';
import type { CaldavSettings } from './caldav_settings.ts';

/** A calendar as its server describes it. */
export interface RemoteCalendar {
  readonly url: string;
  readonly name: string;
  readonly writable: boolean;
  /** False where it belongs to somebody else. */
  readonly own: boolean;
  /** Changes with everything in it; absent where the server has none. */
  readonly ctag: string | undefined;
  readonly token: string | undefined;
}

export interface RemoteObject {
  readonly href: string;
  readonly etag: string;
  readonly text: string;
}

/** What is new since a token: what changed or came, and what is gone. */
export interface RemoteChanges {
  readonly changed: readonly { readonly href: string; readonly etag: string }[];
  readonly gone: readonly string[];
  readonly token: string | undefined;
}

export interface Discovered {
  readonly calendars: readonly RemoteCalendar[];
  readonly addresses: readonly string[];
}

/** Objects fetched with one request. */
const AT_ONCE = 50;

/** CalDAV (RFC 4791, 6578) with one server. Every call throws Faults only. */
export async function caldavClient({ url, name, user }: CaldavSettings, guarded: typeof fetch) {
  const dav = await import('tsdav');
  const options = { fetch: guarded };
  let account: Awaited<ReturnType<typeof dav.createAccount>> | undefined;

  const answered = (response: DAVResponse): DAVResponse => {
    if (response.ok) return response;
    throw new Fault('UNAVAILABLE', `The calendar server of ${name} answered ${response.status}.`);
  };
  const discover = async () => {
    const about = { serverUrl: url, accountType: 'caldav' as const, credentials: { username: user } };
    account ??= await dav.createAccount({ account: about, ...options });
    return account;
  };

  return {
    async discover(): Promise<Discovered> {
      const { homeUrl = url, principalUrl = url, rootUrl = url } = await discover();
      const found = await dav.propfind({
        url: homeUrl,
        depth: '1',
        props: {
          'd:displayname': {},
          'd:resourcetype': {},
          'd:sync-token': {},
          'd:owner': {},
          'd:current-user-privilege-set': {},
          'cs:getctag': {},
          'c:supported-calendar-component-set': {},
        },
        ...options,
      });
      const addresses = await dav
        .fetchCalendarUserAddresses({ account: { ...(await discover()), rootUrl }, ...options })
        .catch((): string[] => []);
      return {
        calendars: found.map(answered).flatMap((response) => calendarOf(response, homeUrl, principalUrl)),
        addresses: addresses.flatMap((one) =>
          /^mailto:/iu.test(one) ? [one.slice('mailto:'.length).toLowerCase()] : [],
        ),
      };
    },

    /** @throws Fault FAILED_PRECONDITION where the server no longer knows the token, or none */
    async changesSince(calendar: string, token: string): Promise<RemoteChanges> {
      const responses = await dav.syncCollection({
        url: calendar,
        props: { 'd:getetag': {} },
        syncLevel: 1,
        syncToken: token,
        ...options,
      });
      if (
        responses.some(
          ({ href, status }) => status >= 400 && (status !== 404 || href === undefined || sameUrl(href, calendar)),
        )
      )
        throw new Fault('FAILED_PRECONDITION', 'The server does not know this state.');
      const raw: unknown = responses[0]?.raw;
      const members = responses.filter(({ href }) => href !== undefined && !sameUrl(href, calendar));
      return {
        changed: members.flatMap(({ href = '', status, props }) =>
          status === 404 ? [] : [{ href: absolute(href, calendar), etag: textOf(props?.['getetag']) ?? '' }],
        ),
        gone: members.flatMap(({ href = '', status }) => (status === 404 ? [absolute(href, calendar)] : [])),
        token: tokenIn(raw),
      };
    },

    /** Everything in a calendar, by its etags. */
    async etags(calendar: string): Promise<RemoteChanges['changed']> {
      const responses = await dav.propfind({
        url: calendar,
        depth: '1',
        props: { 'd:getetag': {}, 'd:resourcetype': {} },
        ...options,
      });
      return responses.map(answered).flatMap(({ href, props }) => {
        const etag = textOf(props?.['getetag']);
        return href === undefined || etag === undefined || sameUrl(href, calendar)
          ? []
          : [{ href: absolute(href, calendar), etag }];
      });
    },

    async fetchObjects(calendar: string, hrefs: readonly string[]): Promise<RemoteObject[]> {
      const objects: RemoteObject[] = [];
      for (let at = 0; at < hrefs.length; at += AT_ONCE) {
        const responses = await dav.davRequest({
          url: calendar,
          init: {
            method: 'REPORT',
            namespace: 'c',
            headers: { depth: '1' },
            body: {
              'calendar-multiget': {
                _attributes: { 'xmlns:d': 'DAV:', 'xmlns:c': 'urn:ietf:params:xml:ns:caldav' },
                'd:prop': { 'd:getetag': {}, 'c:calendar-data': {} },
                'd:href': hrefs.slice(at, at + AT_ONCE).map((href) => new URL(href).pathname),
              },
            },
          },
          ...options,
        });
        for (const { href, status, props } of responses) {
          const text = textOf(props?.['calendarData']);
          const etag = textOf(props?.['getetag']);
          if (status >= 400 && status !== 404)
            throw new Fault('UNAVAILABLE', `The calendar server of ${name} answered ${status}.`);
          if (href !== undefined && text !== undefined && etag !== undefined)
            objects.push({ href: absolute(href, calendar), etag, text });
        }
      }
      return objects;
    },

    /** Puts a file where it is as `etag` says, or where there is none. Gives the status. */
    async put(href: string, text: string, etag: string | undefined): Promise<number> {
      const headers = {
        'content-type': 'text/calendar; charset=utf-8',
        ...(etag === undefined ? { 'If-None-Match': '*' } : { 'If-Match': etag }),
      };
      return (await dav.createObject({ url: href, data: text, headers, ...options })).status;
    },

    async remove(href: string, etag: string): Promise<number> {
      return (await dav.deleteObject({ url: href, etag, ...options })).status;
    },
  };
}
export type CaldavClient = Awaited<ReturnType<typeof caldavClient>>;

function calendarOf({ href, props = {} }: DAVResponse, home: string, principal: string): RemoteCalendar[] {
  const kinds = keysOf(props['resourcetype']);
  const components: unknown = props['supportedCalendarComponentSet'];
  if (href === undefined || !kinds.includes('calendar')) return [];
  if (JSON.stringify(components ?? {}).includes('"name"') && !JSON.stringify(components).includes('VEVENT')) return [];
  const privileges: unknown = props['currentUserPrivilegeSet'];
  const rights = JSON.stringify(privileges ?? {});
  const owner = textOf(fieldOf(props['owner'], 'href'));
  const url = absolute(href, home);
  return [
    {
      url,
      name: (textOf(props['displayname']) ?? segmentOf(url)).slice(0, 200),
      writable: privileges === undefined || /"(?:all|write|writeContent|bind)"/u.test(rights),
      own: owner === undefined || sameUrl(absolute(owner, home), principal),
      ctag: textOf(props['getctag']),
      token: textOf(props['syncToken']),
    },
  ];
}

/** The last part of a calendar's address, which names it among its neighbours. */
export function segmentOf(url: string): string {
  const last =
    new URL(url).pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? 'calendar';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function absolute(href: string, base: string): string {
  return new URL(href, base).href;
}

function sameUrl(one: string, other: string): boolean {
  const plain = (url: string): string => new URL(url, other).pathname.replace(/\/+$/u, '');
  return plain(one) === plain(other);
}

/** A value as the library gives it: it makes numbers of texts that look like one. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  const inner = fieldOf(value, '_cdata') ?? fieldOf(value, '_text');
  return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : undefined;
}

function tokenIn(raw: unknown): string | undefined {
  return textOf(fieldOf(fieldOf(raw, 'multistatus'), 'syncToken'));
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === field)?.[1];
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}
