import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_IN } from '../src/daemon/catalog/built_in.ts';
import { type ServiceFile, serviceFileAt } from '../src/daemon/catalog/module.ts';
import { scanServices } from '../src/daemon/catalog/scan.ts';
import { type Composed, compose } from '../src/daemon/compose.ts';
import type { Service } from '../src/daemon/model/service.ts';
import type { Client, ReplyBody } from '../src/daemon/runtime/assistant.ts';
import { openStore } from '../src/daemon/store/open.ts';
import type { Mail, Store } from '../src/daemon/store/store.ts';
import { loadSettings } from '../src/settings/settings.ts';

export const TERMINAL: Client = {
  name: 'cli',
  interface: 'cli',
  channel: 'owner',
  canConfirm: true,
  takesNotices: true,
};
export const KITCHEN: Client = {
  name: 'voice-kitchen',
  interface: 'voice',
  channel: 'voice',
  area: 'kitchen',
  canConfirm: true,
  takesNotices: true,
};

export interface ShippedOptions {
  /** The checkout. */
  readonly root: string;
  /** A state folder to go on with; a temporary one where absent. */
  readonly folder?: string;
  /** Puts the service files into another order: that of their paths where absent. */
  readonly order?: (files: readonly ServiceFile[]) => readonly ServiceFile[];
  /** What stands in the settings besides the zone. Services of the user stand in `services` beside them. */
  readonly settings?: string;
  /** Puts something between the daemon and its store. */
  readonly wrap?: (store: Store) => Store;
  /** Services beside those that ship, by `use/name/file`. */
  readonly more?: { readonly [key: string]: Service };
}

/** The daemon without its sockets, with all services that ship, in this process. */
export interface ShippedHouse extends Composed {
  readonly store: Store;
  readonly folder: string;
  /** Says something and waits for what comes of it: the END, or a question. */
  say(text: string, options?: { readonly client?: Client; readonly thread?: string }): Promise<Said>;
  /** Answers a question and waits for what comes of it. */
  answer(said: Said, text: string): Promise<Said>;
  /** Leaves a question unanswered, and waits for what comes once its time is over. */
  outlast(said: Said): Promise<Said>;
  /** The next mail of a client after an offset. */
  next(client: Client, after: number): Promise<Mail>;
  /** Lets go of everything and keeps the folder. */
  leave(): Promise<void>;
  /** Lets go of everything; a temporary folder is removed. */
  close(): Promise<void>;
}

export interface Said {
  readonly thread: string;
  readonly turn: number;
  /** Of a turn that has come to its END. */
  readonly reply?: ReplyBody;
  /** Of a turn that asks. */
  readonly askId?: string;
  readonly client: Client;
  readonly offset: number;
}

let requests = 0;

export async function shippedHouse({
  root,
  folder: given,
  order,
  settings = '',
  wrap,
  more = {},
}: ShippedOptions): Promise<ShippedHouse> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'agentos-shipped-'));
  mkdirSync(folder, { recursive: true });
  const settingsFile = join(folder, 'agentos.toml');
  writeFileSync(settingsFile, `[home]\nzone = "UTC"\n${settings}`);
  const store = await openStore({ folder, synchronous: 'NORMAL' });
  const quiet = { info: () => undefined, problem: () => undefined, of: () => () => undefined };
  const composed = compose({
    settings: loadSettings(settingsFile),
    settingsFile,
    stateFolder: folder,
    packageRoot: root,
    store: wrap?.(store) ?? store,
    log: quiet,
  });
  const { runtime, catalog } = composed;
  const interrupted = await runtime.interrupted();
  const files = [...(await shippedFiles(root)), ...Object.entries(more).map(([key, service]) => placed(key, service))];
  const all = [...(order?.(files) ?? files), ...(await scanServices(join(folder, 'services')))];
  const { opened } = await catalog.add(all, new Map(files.map(({ path }) => [path, 'shipped'])));
  await opened;
  await runtime.resume(interrupted);

  const next = async (client: Client, after: number): Promise<Mail> => {
    const reading = new AbortController();
    for await (const mail of runtime.mail(client.name, after, reading.signal)) {
      reading.abort();
      return mail;
    }
    throw new Error('the mail ended');
  };
  const outcome = async (client: Client, thread: string, turn: number, after: number): Promise<Said> => {
    for (let offset = after; ; ) {
      const mail = await next(client, offset);
      offset = mail.offset;
      if (mail.thread !== thread || mail.turn !== turn) continue;
      const body = mail.body as unknown as ReplyBody & { readonly askId?: string };
      const what = mail.kind === 'ask' ? { askId: body.askId ?? '' } : { reply: body };
      return { thread, turn, client, offset, ...what };
    }
  };
  const leave = async (): Promise<void> => {
    await catalog.release();
    await store.close();
  };
  return {
    ...composed,
    ...{ store, folder, next, leave },
    async say(text, { client = TERMINAL, thread } = {}) {
      const { last } = await store.mailbox(client.name);
      requests += 1;
      const wanted = { requestId: `said-${requests}`, text, continueLast: false, ...(thread ? { thread } : {}) };
      const accepted = await runtime.utter(client, wanted);
      return outcome(client, accepted.thread, accepted.turn, last);
    },
    async answer({ askId = '', client, thread, turn, offset }, text) {
      await runtime.answer(client, askId, text);
      return outcome(client, thread, turn, offset);
    },
    outlast: ({ client, thread, turn, offset }) => outcome(client, thread, turn, offset),
    async close() {
      await leave();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function placed(key: string, service: Service): ServiceFile {
  const [family, folder = '', name = ''] = key.split('/');
  if (family !== 'use' && family !== 'need') throw new TypeError(`${key} is no place of a service`);
  moduleMap().set(key, { default: service });
  return { path: `/${key}.ts`, family, folder, name };
}

function moduleMap(): Map<string, { readonly default?: unknown }> {
  if (!(BUILT_IN instanceof Map)) throw new TypeError('the modules that ship cannot be put in place');
  return BUILT_IN;
}

/** The services that ship, as modules of this process: files of the sources cannot be imported by their address everywhere. */
export async function shippedFiles(root: string): Promise<readonly ServiceFile[]> {
  const services = join(root, 'src', 'services');
  const files = (await scanServices(services)).filter(({ path }) => serviceFileAt(path, services) !== undefined);
  const modules = moduleMap();
  for (const { family, folder, name } of files) {
    const key = `${family}/${folder}/${name}`;
    if (!modules.has(key)) modules.set(key, await import(`../src/services/${family}/${folder}/${name}.ts`));
  }
  return files;
}
