import type { ToolContext } from 'agentos/service';
import { z } from 'zod';

/** What is known of the calendars of a server: kept, so that they can be read while it is away. */
const remotes = {
  name: 'remotes',
  schema: z.object({
    account: z.string(),
    url: z.string(),
    name: z.string(),
    writable: z.boolean(),
    own: z.boolean(),
    addresses: z.array(z.string()),
    ctag: z.string().optional(),
    token: z.string().optional(),
    /** When it was last as the server has it. */
    syncedAt: z.number(),
  }),
  indexes: ['account'],
};
export type CachedCalendar = z.infer<typeof remotes.schema>;

const objects = {
  name: 'objects',
  schema: z.object({ calendar: z.string(), href: z.string(), uid: z.string(), etag: z.string(), text: z.string() }),
  indexes: ['calendar'],
};
export type CachedObject = z.infer<typeof objects.schema>;

const ALL = 1_000_000;

/** A calendar and its files, by their addresses. */
interface Shelf {
  calendar: CachedCalendar;
  readonly files: Map<string, CachedObject>;
}

/** The calendars of one account in memory, as they are in storage: written there first, so that what is read outlasts a restart. */
export class CaldavCache {
  readonly #storage: ToolContext['storage'];
  readonly #shelves = new Map<string, Shelf>();

  constructor(storage: ToolContext['storage']) {
    this.#storage = storage;
  }

  async load(account: string): Promise<void> {
    for (const { key, value } of await this.#storage.collection(remotes).query({ where: { account }, limit: ALL })) {
      const files = await this.#storage.collection(objects).query({ where: { calendar: key }, limit: ALL });
      this.#shelves.set(key, { calendar: value, files: new Map(files.map(({ value: file }) => [file.href, file])) });
    }
  }

  get calendars(): ReadonlyMap<string, Shelf> {
    return this.#shelves;
  }

  /** Last of all that was changed in it, so that what was cut off is done again. */
  async saveCalendar(id: string, calendar: CachedCalendar): Promise<void> {
    await this.#storage.collection(remotes).put(id, calendar);
    const shelf = this.#shelves.get(id);
    if (shelf === undefined) this.#shelves.set(id, { calendar, files: new Map() });
    else shelf.calendar = calendar;
  }

  async saveFile(file: CachedObject): Promise<void> {
    await this.#storage.collection(objects).put(keyOf(file.calendar, file.href), file);
    this.#shelves.get(file.calendar)?.files.set(file.href, file);
  }

  async dropFile(calendar: string, href: string): Promise<void> {
    await this.#storage.collection(objects).delete(keyOf(calendar, href));
    this.#shelves.get(calendar)?.files.delete(href);
  }

  async dropCalendar(id: string): Promise<void> {
    for (const href of this.#shelves.get(id)?.files.keys() ?? []) await this.dropFile(id, href);
    await this.#storage.collection(remotes).delete(id);
    this.#shelves.delete(id);
  }
}

function keyOf(calendar: string, href: string): string {
  return `${calendar}\n${href}`;
}

/** The UID of a calendar file, without reading the rest of it; empty where it has none. */
export function uidIn(text: string): string {
  const event = text.slice(Math.max(0, text.search(/^BEGIN:VEVENT/imu)));
  const [, folded = ''] = /^UID[^:\r\n]*:((?:.*)(?:\r?\n[ \t].*)*)/imu.exec(event) ?? [];
  const value = folded.replace(/\r?\n[ \t]/gu, '').trim();
  return value.replace(/\\([\\;,])/gu, '$1').slice(0, 500);
}
