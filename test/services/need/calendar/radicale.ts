import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from '../../../recovery/debian.ts';

const PROGRAM = '/usr/bin/radicale';

/** Why tests with a real CalDAV server are left out, in words; undefined where they run. */
export const withoutRadicale: string | undefined = missing({ radicale: PROGRAM });

export const [USER, PASSWORD] = ['anna', 'a secret'] as const;

/** A Radicale of its own in a temporary folder, and another client of the same calendars. */
export class Radicale {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  static async start(): Promise<Radicale> {
    const folder = mkdtempSync(join(tmpdir(), 'agentos-radicale-'));
    writeFileSync(join(folder, 'users'), `${USER}:${PASSWORD}\n`);
    const server = new Radicale(folder, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async start(): Promise<void> {
    const started = spawn(
      PROGRAM,
      [
        ...['--config', '', '--server-hosts', `127.0.0.1:${this.port}`],
        ...['--auth-type', 'htpasswd', '--auth-htpasswd-filename', join(this.#folder, 'users')],
        ...['--auth-htpasswd-encryption', 'plain', '--auth-delay', '0'],
        ...['--storage-filesystem-folder', join(this.#folder, 'collections')],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = started;
    let said = '';
    started.stderr.on('data', (chunk) => {
      said += chunk;
    });
    for (let tries = 0; tries < 300; tries += 1) {
      if (await reachable(this.port)) return;
      if (started.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Radicale did not start: ${said.slice(-2_000)}`);
  }

  /** Gone, as a server that is switched off. */
  async stop(): Promise<void> {
    const stopping = this.#process;
    this.#process = undefined;
    if (stopping === undefined || stopping.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      stopping.once('exit', () => resolve());
      stopping.kill('SIGKILL');
    });
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async makeCalendar(name: string): Promise<void> {
    const body = `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>
      <d:displayname>${name}</d:displayname><c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>
      </d:prop></d:set></c:mkcalendar>`;
    await this.request('MKCALENDAR', `${USER}/${name}/`, body);
  }

  /** Puts a calendar file, as another client does. */
  async put(path: string, lines: readonly string[]): Promise<void> {
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Phone//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
    await this.request('PUT', `${USER}/${path}`, text);
  }

  async get(path: string): Promise<string> {
    return (await this.request('GET', `${USER}/${path}`)).text();
  }

  async remove(path: string): Promise<void> {
    await this.request('DELETE', `${USER}/${path}`);
  }

  async request(method: string, path: string, body?: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
