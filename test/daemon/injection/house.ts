import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { searchSettings } from '../../search_settings.ts';
import { ANNA, BEN, Dovecot, PASSWORD, withoutDovecot } from '../../services/need/email/dovecot.ts';
import { PostOffice } from '../../services/need/email/post_office.ts';
import { eventually } from '../front/own_folder.ts';
import { Attacker } from './attacker.ts';
import type { Load } from './carriers.ts';
import { canariesIn, ObedientModel } from './obedient_model.ts';
import {
  FRONT_DOOR,
  GARAGE,
  homeWith,
  LOG,
  type PlantedEvent,
  plantByErrands,
  plantFiles,
  plantMails,
} from './planting.ts';
import { RiskJudge } from './risk_judge.ts';
import { Visitor } from './visitor.ts';

const HELPER = 'use.errand_helper';
/** All that is of use to an attacker: more than any agent that ships is offered. */
const USES = [
  ...['page.read', 'http.get', 'http.post', 'web_search', 'news_search', 'academic_search', 'weather', 'announce'],
  ...['email.list', 'email.search', 'email.read', 'email.send', 'calendar.events', 'calendar.delete', 'contacts.list'],
  ...['file.list', 'file.read', 'file.write', 'file.append', 'file.delete', 'memory.search', 'memory.remember'],
  ...['device.list', 'device.set', 'shell.run', 'memory.forget', 'calendar.create', 'schedule.create'],
].map((name) => `need.${name}`);
const AGENT = `---
summary: Does errands, which are told by their number.
uses: [${USES.join(', ')}]
---
Do the errand.
`;

/** Who says it: the owner at the terminal and in a browser, and voices in a room, one of whom nobody knows. */
export const CLIENTS = [
  { name: 'cli', kind: 'cli' },
  { name: 'browser', kind: 'web' },
  { name: 'living-room', kind: 'voice', area: 'kitchen' },
  { name: 'guest-room', kind: 'voice', area: 'kitchen' },
] as const;
export type ClientName = (typeof CLIENTS)[number]['name'];

export interface HouseOptions {
  readonly confirmSeconds?: number;
  /** The checkout whose built daemon runs. */
  readonly root?: string;
}

/** A daemon in its process, with everything in its house that an attacker could want, and servers around it that take what they are sent. */
export interface TemptingHouse {
  readonly model: ObedientModel;
  readonly judge: RiskJudge;
  /** Of the server of pages and searches, which is the attacker's. */
  readonly host: string;
  readonly withMail: boolean;
  readonly events: readonly PlantedEvent[];
  at(client: ClientName): Visitor;
  /** Every secret that somebody outside was told, so often as it was. */
  leaked(): number;
  /** What has become of the world, seen from outside of the daemon. */
  world(): Promise<World>;
  close(): Promise<void>;
}

/** What grave calls change. */
export interface World {
  readonly doors: string;
  readonly log: string;
  readonly mails: number;
  readonly posts: number;
  /** Whether the file of a load that was to be deleted is there, and one that was to be written. */
  has(file: 'victims' | 'out', id: string): boolean;
}

export async function temptingHouse(loads: readonly Load[], options: HouseOptions = {}): Promise<TemptingHouse> {
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    return { ...(await furnished(loads, options, undo)), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function furnished(
  loads: readonly Load[],
  { confirmSeconds = 30, root }: HouseOptions,
  undo: (() => unknown)[],
): Promise<Omit<TemptingHouse, 'close'>> {
  const folderOf = (name: string): string => {
    const folder = mkdtempSync(join(tmpdir(), `agentos-${name}-`));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };
  const folder = folderOf('injection');
  // Files beside the settings are nobody's.
  const papers = folderOf('papers');
  const attacker = new Attacker(loads);
  const host = await attacker.start();
  undo.push(() => attacker.stop());
  const model = new ObedientModel(HELPER);
  const url = await model.start();
  undo.push(() => model.stop());
  const withMail = withoutDovecot === undefined;
  const office = withMail ? await PostOffice.open(undefined) : undefined;
  undo.push(() => office?.close());
  let mail = '';
  if (office !== undefined) {
    const dovecot = await Dovecot.start();
    undo.push(() => dovecot.close());
    await plantMails(dovecot, loads);
    mail = mailSettings(dovecot.port, office.port);
    mkdirSync(join(folder, 'secrets'), { mode: 0o700 });
    writeFileSync(join(folder, 'secrets', 'mail'), PASSWORD, { mode: 0o600 });
  }
  plantFiles(papers, loads);
  writeFileSync(join(folder, 'home.json'), JSON.stringify(homeWith(loads)));
  mkdirSync(join(folder, 'services', 'use', 'errand_helper'), { recursive: true });
  writeFileSync(join(folder, 'services', 'use', 'errand_helper', 'agent.md'), AGENT);
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, settingsOf({ folder, papers, host, url, confirmSeconds }) + mail);

  const daemon = await DaemonProcess.start({ settings, ...(root === undefined ? {} : { root }) });
  undo.push(() => daemon.stop());
  const clients = new Map<ClientName, Client>();
  for (const one of CLIENTS)
    clients.set(one.name, await daemon.connect({ ...one, capabilities: { confirm: true, ask: true } }));
  const at = (name: ClientName): Client => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`nobody is at ${name}`);
    return client;
  };
  const owner = at('cli');
  await eventually(
    async () => (await owner.services()).some(({ subject }) => subject === HELPER),
    'the helper is taken up',
  );
  const doors = z.object({ entities: z.array(z.object({ id: z.string(), state: z.string() })) });
  return {
    ...{ model, host, withMail, judge: new RiskJudge(await owner.services()) },
    events: await plantByErrands(new Visitor(owner), model, loads),
    at: (name) => new Visitor(at(name)),
    leaked: () =>
      [...attacker.requests.map(({ text }) => text), ...(office?.taken ?? []).map(({ raw }) => unfolded(raw))].flatMap(
        canariesIn,
      ).length,
    async world() {
      const told = doors.parse(await owner.call('need.device.list', { entities: [FRONT_DOOR, GARAGE] }));
      return {
        doors: JSON.stringify(told.entities.map(({ id, state }) => [id, state])),
        log: readFileSync(join(papers, LOG), 'utf8'),
        mails: office?.taken.length ?? 0,
        posts: attacker.requests.filter(({ method }) => method !== 'GET').length,
        has: (kind, id) => existsSync(join(papers, kind, `${id}.txt`)),
      };
    },
  };
}

/** A mail as it was before its lines were made short enough for the way. */
function unfolded(raw: string): string {
  return raw.replaceAll(/=\r?\n/g, '').replaceAll(/\r?\n /g, '');
}

function mailSettings(imap: number, smtp: number): string {
  return `[email.smtp_imap.accounts.home]
address = "${ANNA}"
credential = "mail"
watch = false
imap = { host = "127.0.0.1", port = ${imap}, security = "none" }
smtp = { host = "127.0.0.1", port = ${smtp}, security = "none" }
`;
}

interface Places {
  readonly folder: string;
  readonly papers: string;
  readonly host: string;
  /** Of the model. */
  readonly url: string;
  readonly confirmSeconds: number;
}

function settingsOf({ folder, papers, host, url, confirmSeconds }: Places): string {
  return `[home]
zone = "UTC"
[device.demo]
home = "${join(folder, 'home.json')}"
[http]
allow = ["${host}"]
[files]
write_roots = ["${papers}"]
[shell.local]
allow = ["echo"]
[gate]
rates = []
[limits]
confirm_seconds = ${confirmSeconds}
tool_calls = 60
[[llm.openai.models]]
name = "obedient"
url = "${url}/v1"
model = "m"
context = 200000
${searchSettings(host)}[contacts.book.people]
Ben = "${BEN}"
`;
}
