import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { missing } from '../../../recovery/debian.ts';

/** As whom servers run where the tests run as root, which Dovecot gives no mail to. */
const NOBODY = { uid: 65_534, gid: 65_534, user: 'nobody', group: 'nogroup' };

/** Why tests with a real IMAP server are left out, in words; undefined where they run. */
export const withoutDovecot: string | undefined =
  missing({ 'dovecot-imapd': '/usr/sbin/dovecot' }) ??
  (/^2\.3\./.test(spawnSync('/usr/sbin/dovecot', ['--version'], { encoding: 'utf8' }).stdout ?? '')
    ? undefined
    : 'is written for Dovecot 2.3');

export const PASSWORD = 'a password with "quotes" and ü';
export const [ANNA, BEN] = ['anna@example.org', 'ben@example.org'] as const;
const USERS = [ANNA, BEN];

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A Dovecot of its own in a temporary folder, with a mailbox for each of the users and one password for all. */
export class Dovecot {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number, tlsPort: number) {
    this.folder = folder;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /**
   * @param certificate of the TLS port, in PEM
   * @param tokenInfo address that tells whose an access token is, as JSON with an `email`; with it, a token is what logs in
   */
  static async start(
    certificate?: { readonly cert: string; readonly key: string },
    tokenInfo?: string,
  ): Promise<Dovecot> {
    const dovecot = new Dovecot(mkdtempSync(join(tmpdir(), 'agentos-dovecot-')), await freePort(), await freePort());
    dovecot.#configure(certificate, tokenInfo);
    await dovecot.start();
    return dovecot;
  }

  #configure(certificate: { readonly cert: string; readonly key: string } | undefined, tokenInfo?: string): void {
    const { folder, port, tlsPort } = this;
    const { username } = userInfo();
    const own =
      process.getuid?.() === 0
        ? NOBODY
        : { user: username, group: spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim() };
    mkdirSync(join(folder, 'home'));
    writeFileSync(join(folder, 'users'), USERS.map((user) => `${user}:{PLAIN}${PASSWORD}\n`).join(''));
    if (certificate !== undefined) {
      writeFileSync(join(folder, 'cert.pem'), certificate.cert);
      writeFileSync(join(folder, 'key.pem'), certificate.key);
    }
    if (tokenInfo !== undefined)
      writeFileSync(
        join(folder, 'oauth.conf'),
        `tokeninfo_url = ${tokenInfo}?access_token=\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n`,
      );
    const special = ['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'];
    writeFileSync(
      join(folder, 'dovecot.conf'),
      `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${own.user}
default_internal_group = ${own.group}
default_login_user = ${own.user}
first_valid_uid = 1
last_valid_uid = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
disable_plaintext_auth = no
auth_failure_delay = 0
ssl = ${certificate === undefined ? 'no' : 'yes'}
${certificate === undefined ? '' : `ssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem`}
${tokenInfo === undefined ? '' : `auth_mechanisms = plain oauthbearer xoauth2\npassdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth.conf\n}`}
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${own.user} gid=${own.group} home=${folder}/home/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${certificate === undefined ? 0 : tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
${special.map((name) => `  mailbox ${name} {\n    auto = subscribe\n    special_use = \\${name}\n  }`).join('\n')}
}
`,
    );
    if (process.getuid?.() === 0) ownAll(folder);
  }

  async start(): Promise<void> {
    const as = process.getuid?.() === 0 ? { uid: NOBODY.uid, gid: NOBODY.gid } : {};
    this.#process = spawn('/usr/sbin/dovecot', ['-F', '-c', join(this.folder, 'dovecot.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A process group of its own, so that none of its processes outlives it.
      detached: true,
      ...as,
    });
    let said = '';
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    for (const until = Date.now() + 20_000; ; ) {
      if (await reachable(this.port)) return;
      if (this.#process.exitCode !== null || Date.now() > until)
        throw new Error(`Dovecot does not start: ${said}${this.log()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  log(): string {
    try {
      return readFileSync(join(this.folder, 'log'), 'utf8');
    } catch {
      return '';
    }
  }

  /** Ends the server with all connections, at once; `start` brings it back with what is in the mailboxes. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    if (running.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function ownAll(path: string): void {
  chownSync(path, NOBODY.uid, NOBODY.gid);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) ownAll(join(path, name));
  else chmodSync(path, 0o600);
}

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
