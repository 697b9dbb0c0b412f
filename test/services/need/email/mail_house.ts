import { z } from 'zod';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import { NO_FOLDERS } from '../../../../src/daemon/model/doors.ts';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import type { Json } from '../../../../src/daemon/model/json.ts';
import type { Http, Provider, ReadBack, Tool } from '../../../../src/daemon/model/service.ts';
import { mail, mailHeader } from '../../../../src/services/need/email/contract.ts';
import smtpImap from '../../../../src/services/need/email/smtp_imap.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { noNetwork, ToolHost } from '../../tool_host.ts';
import { ANNA, Dovecot, PASSWORD } from './dovecot.ts';
import { deliver, type Manners, PostOffice, withMailbox } from './post_office.ts';

const mails = z.object({ mails: z.array(mail) });
const headers = z.object({ mails: z.array(mailHeader) });

/** Anna's mail account at real servers, and the tools over it. */
export class MailHouse {
  readonly dovecot: Dovecot;
  readonly office: PostOffice;
  readonly storage = new MemoryStorage();
  host = new ToolHost();
  #tools: readonly Tool[] = [];
  #release: () => Promise<void> = async () => {};

  private constructor(dovecot: Dovecot, office: PostOffice) {
    this.dovecot = dovecot;
    this.office = office;
  }

  /** @param tokenInfo where the IMAP server asks whose an access token is @param manners of the SMTP server */
  static async open(tokenInfo?: string, manners: Manners = {}): Promise<MailHouse> {
    const dovecot = await Dovecot.start(undefined, tokenInfo);
    return new MailHouse(dovecot, await PostOffice.open(dovecot, manners));
  }

  /** The provider anew, as after a restart; not watching where nothing else is said. */
  async start(account: object = {}, password = PASSWORD, http?: Http): Promise<void> {
    await this.#release();
    this.host = new ToolHost({
      clock: systemClock('UTC'),
      storage: this.storage,
      ...(http === undefined ? {} : { http }),
    });
    const provider: Provider = {
      ...smtpImap,
      open: async (context) => {
        const opened = await smtpImap.open({ ...context, secret: secrets({ mail: password }) });
        this.#tools = opened.tools;
        return opened;
      },
    };
    this.#release = await this.host.open(provider, { accounts: { home: { ...this.settings, ...account } } });
  }

  get settings() {
    return {
      address: ANNA,
      name: 'Anna Example',
      credential: 'mail',
      imap: { host: '127.0.0.1', port: this.dovecot.port, security: 'none' },
      smtp: { host: '127.0.0.1', port: this.office.port, security: 'none' },
      watch: false,
    };
  }

  call(subject: string, input: Json, key?: string): Promise<Json> {
    return this.host.call(subject, input, key);
  }

  /** What became of a call, as the runtime asks after a crash. */
  async readBack(subject: string, input: Json, key: string): Promise<ReadBack<unknown>> {
    const tool = this.#tools.find(({ contract }) => contract.subject === subject);
    if (tool?.readBack === undefined) throw new Error(`${subject} cannot be read back`);
    const clock = systemClock('UTC');
    const { host, storage } = this;
    const unused = { http: { getJson: noNetwork, getText: noNetwork, postText: noNetwork }, secret: secrets({}) };
    const files = {
      readText: () => Promise.reject(new Fault('NOT_FOUND', 'no')),
      readBytes: () => Promise.reject(new Fault('NOT_FOUND', 'no')),
      list: async () => [],
    };
    const signal = AbortSignal.timeout(20_000);
    const log = (message: string, fields?: unknown): void => void host.logged.push({ message, fields });
    return tool.readBack(tool.contract.parseInput(input), {
      folders: NO_FOLDERS,
      asker: async () => undefined,
      ...unused,
      files,
      key,
      clock,
      storage,
      signal,
      log,
    });
  }

  /** Puts a mail into Anna's inbox: a header line each, and a text. */
  receive(header: readonly string[], text: string, flags: string[] = []): Promise<void> {
    return deliver(this.dovecot, ANNA, [...header, '', text].join('\r\n'), { flags });
  }

  /** Puts mails as they are into Anna's inbox, over one connection. */
  async receiveAll(raws: readonly Buffer[]): Promise<void> {
    await withMailbox(this.dovecot, ANNA, async (client) => {
      for (const raw of raws) await client.append('INBOX', raw);
    });
  }

  /** Ids of all mails in the inbox, so many at a time. */
  async idsInPieces(size: number): Promise<string[][]> {
    const [newest] = await this.list({ limit: 1 });
    const [, account, validity, last, folder] = /^(.*?)\/(\d+)\/(\d+)\/(.*)$/.exec(newest?.id ?? '') ?? [];
    const all = Array.from({ length: Number(last) }, (_, index) => `${account}/${validity}/${index + 1}/${folder}`);
    return Array.from({ length: Math.ceil(all.length / size) }, (_, piece) =>
      all.slice(piece * size, (piece + 1) * size),
    );
  }

  async read(input: Json = {}) {
    return mails.parse(await this.call('need.email.read', input)).mails;
  }

  async list(input: Json = {}) {
    return headers.parse(await this.call('need.email.list', input)).mails;
  }

  async close(): Promise<void> {
    await this.#release();
    await this.office.close();
    await this.dovecot.close();
  }
}

export function secrets(known: { readonly [name: string]: string }): (name: string) => Promise<string> {
  return async (name) => {
    const secret = known[name];
    if (secret === undefined) throw new Fault('FAILED_PRECONDITION', `There is no credential '${name}'.`);
    return secret;
  };
}
