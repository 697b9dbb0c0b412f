import { ImapFlow } from 'imapflow';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { ANNA, BEN, type Dovecot, PASSWORD } from './dovecot.ts';

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** What a post office does otherwise than take mail and put it into mailboxes. */
export interface Manners {
  /** Recipients that it will not take. */
  readonly refuses?: (address: string) => boolean;
  /** Refuses the text once it has all of it. */
  readonly spurns?: boolean;
  /** Breaks the connection when it has all of the text, after it took it. */
  readonly hangsUp?: boolean;
  /** What it does between taking the text and saying so. */
  readonly waits?: () => Promise<void>;
  readonly options?: SMTPServerOptions;
}

/** A real SMTP server that delivers into the mailboxes of a Dovecot. */
export class PostOffice {
  readonly taken: TakenMail[] = [];
  manners: Manners = {};
  readonly port: number;
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async open(dovecot: Dovecot | undefined, manners: Manners = {}): Promise<PostOffice> {
    let office: PostOffice | undefined;
    const server = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: manners.options?.secure === true ? [] : ['STARTTLS'],
      logger: false,
      onAuth(auth, _session, done) {
        if (auth.password === PASSWORD) done(null, { user: auth.username });
        else done(new Error('wrong password'));
      },
      onRcptTo({ address }, _session, done) {
        if (office?.manners.refuses?.(address)) done(new Error('no such user'));
        else done();
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          if (office?.manners.spurns) return done(new Error('this looks like spam'));
          const { mailFrom, rcptTo } = session.envelope;
          const to = rcptTo.map(({ address }) => address);
          office?.taken.push({ from: mailFrom === false ? '' : mailFrom.address, to, raw: raw.toString('utf8') });
          const delivered = Promise.all(to.map((address) => deliver(dovecot, address, raw))).then(
            office?.manners.waits,
          );
          delivered.then(
            () => {
              if (!office?.manners.hangsUp) return done();
              for (const connection of server.connections) connection.close();
            },
            (thrown) => done(thrown),
          );
        });
      },
      ...manners.options,
    });
    server.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => {
        const address = listening.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    office = new PostOffice(server, port);
    office.manners = manners;
    return office;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Puts a mail into somebody's inbox; others' is left with the sender's server. */
export async function deliver(
  dovecot: Dovecot | undefined,
  address: string,
  raw: Buffer | string,
  { folder = 'INBOX', flags = [] }: { readonly folder?: string; readonly flags?: string[] } = {},
): Promise<void> {
  if (dovecot === undefined || (address !== ANNA && address !== BEN)) return;
  await withMailbox(dovecot, address, (client) => client.append(folder, Buffer.from(raw), flags));
}

/** Does something in somebody's mailbox, over a connection of its own. */
export async function withMailbox(
  dovecot: Dovecot,
  address: string,
  work: (client: ImapFlow) => Promise<unknown>,
): Promise<void> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: address, pass: PASSWORD },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.logout();
  }
}
