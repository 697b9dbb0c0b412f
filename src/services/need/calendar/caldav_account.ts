import { Fault, type Log, type ToolContext } from 'agentos/service';
import { type CachedCalendar, type CachedObject, CaldavCache, uidIn } from './caldav_cache.ts';
import { type CaldavClient, caldavClient, type Discovered, type RemoteCalendar, segmentOf } from './caldav_client.ts';
import { caldavFetch } from './caldav_fetch.ts';
import type { CaldavSettings } from './caldav_settings.ts';
import { changedElsewhere } from './changing_tools.ts';
import type { Held, HeldCalendar } from './held.ts';
import { MAX_ICS_CHARACTERS } from './limits.ts';

type Context = Pick<ToolContext, 'storage' | 'clock' | 'secret' | 'signal'> & { readonly log: Log };

/** Not asked again sooner, whatever came of it. */
const FRESH_MS = 30_000;
/** After a refused password: servers shut out who tries too often. */
const REFUSED_MS = 15 * 60_000;
/** A gap that nobody needs to hear of. */
const BEHIND_MS = 120_000;
const MOST_FILES = 20_000;

/**
 * One CalDAV account: a copy of its calendars that is brought up to date from time to time, and changed at the server first.
 * States: never seen (no copy, `fault` says why) · up to date · behind (a copy, `fault` says why it is old).
 */
export class CaldavAccount {
  readonly settings: CaldavSettings;
  readonly cache: CaldavCache;
  readonly #context: Context;
  readonly #fetch: typeof fetch;
  #client: Promise<CaldavClient> | undefined;
  #syncing: Promise<void> | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  fault: Fault | undefined;

  constructor(settings: CaldavSettings, context: Context) {
    this.settings = settings;
    this.cache = new CaldavCache(context.storage);
    this.#context = context;
    this.#fetch = caldavFetch(settings, () => context.secret(settings.password), context.signal);
  }

  /** Brings the copy up to date, unless that was tried just now. Never throws: `fault` tells. @param patienceMs how long to wait */
  async freshen(patienceMs: number, now: boolean): Promise<void> {
    const { clock } = this.#context;
    const since = clock.monotonic() - this.#triedAt;
    const refused = this.fault?.code === 'UNAUTHENTICATED' && since < REFUSED_MS;
    if (refused || (!now && since < FRESH_MS && this.#syncing === undefined)) return;
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    let release = (): void => undefined;
    const enough = new Promise<void>((resolve) => {
      release = clock.after(patienceMs, resolve);
    });
    await Promise.race([this.#syncing, enough]);
    release();
  }

  async #sync(): Promise<void> {
    const { clock, log, signal } = this.#context;
    this.#triedAt = clock.monotonic();
    try {
      const found = await (await this.#connected()).discover();
      const seen = new Set<string>();
      for (const remote of found.calendars) {
        if (this.settings.calendars?.includes(remote.name) === false) continue;
        const id = `${this.settings.name}/${segmentOf(remote.url)}`.slice(0, 300);
        seen.add(id);
        await this.#syncCalendar(id, remote, found);
      }
      for (const id of [...this.cache.calendars.keys()]) if (!seen.has(id)) await this.cache.dropCalendar(id);
      this.fault = undefined;
    } catch (thrown) {
      if (signal.aborted) return;
      const fault = Fault.from(thrown, 'UNAVAILABLE', `The calendars of ${this.settings.name}`);
      if (this.fault?.message !== fault.message)
        log('calendars could not be brought up to date', { account: this.settings.name, error: fault.message });
      this.fault = fault;
      // It may have moved: it is looked for anew.
      this.#client = undefined;
    }
  }

  #connected(): Promise<CaldavClient> {
    this.#client ??= caldavClient(this.settings, this.#fetch);
    return this.#client;
  }

  async #syncCalendar(id: string, remote: RemoteCalendar, { addresses }: Discovered): Promise<void> {
    const before = this.cache.calendars.get(id)?.calendar;
    const same = before !== undefined && remote.ctag !== undefined && before.ctag === remote.ctag;
    const calendar: CachedCalendar = {
      ...{
        account: this.settings.name,
        url: remote.url,
        name: remote.name,
        writable: remote.writable,
        own: remote.own,
      },
      addresses: [...new Set([...addresses, ...this.settings.addresses.map((one) => one.toLowerCase())])],
      ...(remote.ctag === undefined ? {} : { ctag: remote.ctag }),
      syncedAt: Math.floor(this.#context.clock.now()),
    };
    // Files belong to a calendar that is known; without its ctag, what is cut off here is done again.
    if (before === undefined) {
      const { ctag: _ctag, ...known } = calendar;
      await this.cache.saveCalendar(id, { ...known, syncedAt: 0 });
    }
    const token = same ? (before.token ?? remote.token) : await this.#takeChanges(id, remote, before);
    await this.cache.saveCalendar(id, { ...calendar, ...(token === undefined ? {} : { token }) });
  }

  /** Takes over what changed since the last time, by the server's own account of it where it has one. Gives the new token. */
  async #takeChanges(
    id: string,
    remote: RemoteCalendar,
    before: CachedCalendar | undefined,
  ): Promise<string | undefined> {
    const client = await this.#connected();
    if (before?.token !== undefined) {
      try {
        const { changed, gone, token } = await client.changesSince(remote.url, before.token);
        for (const href of gone) await this.cache.dropFile(id, href);
        await this.#take(id, remote.url, changed);
        return token ?? remote.token;
      } catch (thrown) {
        if (!(thrown instanceof Fault && thrown.code === 'FAILED_PRECONDITION')) throw thrown;
      }
    }
    const all = (await client.etags(remote.url)).slice(0, MOST_FILES);
    const there = new Set(all.map(({ href }) => href));
    const files = this.cache.calendars.get(id)?.files ?? new Map<string, CachedObject>();
    for (const href of [...files.keys()]) if (!there.has(href)) await this.cache.dropFile(id, href);
    await this.#take(id, remote.url, all);
    return remote.token;
  }

  async #take(id: string, url: string, changed: readonly { href: string; etag: string }[]): Promise<void> {
    const files = this.cache.calendars.get(id)?.files;
    const wanted = changed.filter(({ href, etag }) => files?.get(href)?.etag !== etag || etag === '');
    const client = await this.#connected();
    for (const { href, etag, text } of await client.fetchObjects(
      url,
      wanted.map(({ href }) => href),
    )) {
      const uid = uidIn(text);
      if (uid === '' || text.length > MAX_ICS_CHARACTERS) continue;
      await this.cache.saveFile({ calendar: id, href, uid, etag, text });
    }
  }

  calendars(): HeldCalendar[] {
    const now = this.#context.clock.now();
    const known = [...this.cache.calendars].map(([id, { calendar }]): HeldCalendar => {
      const { name, writable, own, addresses, syncedAt } = calendar;
      const behind = this.fault !== undefined && now - syncedAt > BEHIND_MS;
      const problem = this.fault === undefined ? {} : { problem: this.fault.message };
      return { ...{ id, name, writable, own, behind, asOf: syncedAt, mine: new Set(addresses) }, ...problem };
    });
    if (known.length > 0 || this.fault === undefined) return known;
    const { name } = this.settings;
    const never = { id: `${name}/`, name, writable: false, own: true, behind: true, asOf: 0, mine: new Set<string>() };
    return [{ ...never, problem: this.fault.message }];
  }

  held(calendar: HeldCalendar): Held[] {
    const files = this.cache.calendars.get(calendar.id)?.files.values() ?? [];
    return [...files].map(({ uid, etag, text }) => ({ calendar, uid, version: etag, text }));
  }

  find(calendar: HeldCalendar, wanted: string): Held | undefined {
    for (const { uid, etag, text } of this.cache.calendars.get(calendar.id)?.files.values() ?? [])
      if (uid === wanted) return { calendar, uid, version: etag, text };
    return undefined;
  }

  /** @throws Fault as {@link Calendars.put} */
  async put({ id, name }: HeldCalendar, uid: string, text: string, version: string | undefined): Promise<string> {
    const { url, href: known } = this.#place(id, uid);
    if ((version === undefined) !== (known === undefined)) throw changedElsewhere('That event');
    const href = known ?? new URL(`${encodeURIComponent(uid)}.ics`, url.endsWith('/') ? url : `${url}/`).href;
    const client = await this.#connected();
    await this.#accepted(await client.put(href, text, version), name);
    // The server may write it in its own way, and its etag is that of its own text.
    const [kept] = await client.fetchObjects(url, [href]).catch(() => []);
    const etag = kept?.etag ?? '';
    await this.cache.saveFile({ calendar: id, href, uid, etag, text: kept?.text ?? text });
    return etag;
  }

  /** @throws Fault as {@link Calendars.remove} */
  async remove({ calendar, uid, version }: Held): Promise<void> {
    const { href } = this.#place(calendar.id, uid);
    if (href === undefined) throw changedElsewhere('That event');
    await this.#accepted(await (await this.#connected()).remove(href, version), calendar.name);
    await this.cache.dropFile(calendar.id, href);
  }

  #place(id: string, uid: string): { url: string; href: string | undefined } {
    const shelf = this.cache.calendars.get(id);
    if (shelf === undefined) throw new Fault('NOT_FOUND', `There is no calendar ${id}.`);
    const file = [...shelf.files.values()].find((one) => one.uid === uid);
    return { url: shelf.calendar.url, href: file?.href };
  }

  async #accepted(status: number, calendar: string): Promise<void> {
    if (status >= 200 && status < 300) return;
    if (status === 412 || status === 404 || status === 409 || status === 410) {
      await this.freshen(5_000, true);
      throw changedElsewhere('That event');
    }
    if (status === 403 || status === 405)
      throw new Fault('PERMISSION_DENIED', `The calendar ${calendar} may only be read.`);
    throw new Fault(
      'UNAVAILABLE',
      `The calendar server of ${this.settings.name} answered ${status}; nothing was changed.`,
    );
  }
}
