/** A daemon of the built package, with a fresh state for each recording, and what it did. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Client, connect } from '../../src/interfaces/client/client.ts';

/** What a turn changed, beyond reading, and what it said. */
export interface Deed {
  readonly reply: string;
  /** Its calls that do more than read: subject and input, one text each. */
  readonly calls: readonly string[];
  /** Devices whose state or attributes are others than before. */
  readonly changed: readonly string[];
  /** What it wanted a yes to. */
  readonly asked: readonly string[];
}

const home = z.object({
  entities: z.array(z.object({ id: z.string(), state: z.string(), attributes: z.record(z.string(), z.unknown()) })),
});

export class House {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #client: Client;
  readonly #before: ReadonlyMap<string, string>;

  private constructor(child: ChildProcess, folder: string, client: Client, before: ReadonlyMap<string, string>) {
    this.#process = child;
    this.#folder = folder;
    this.#client = client;
    this.#before = before;
  }

  get socket(): string {
    return join(this.#folder, 'agentos.sock');
  }

  /** `root` is the built package; somebody called `name`, whose microphone stands in `area`, is attached. */
  static async open(root: string, homeFile: string, area: string, name: string): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'agentos-measure-'));
    await writeFile(join(folder, 'agentos.toml'), '');
    const main = join(root, 'dist/interfaces/cli/main.js');
    const place = ['--state', folder, '--settings', join(folder, 'agentos.toml'), '--home', homeFile];
    const child = spawn(process.execPath, [main, 'daemon', ...place], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => text.includes('ready') && resolve());
      child.once('exit', (code) => reject(new Error(`the daemon ended (${code})`)));
    });
    const socket = join(folder, 'agentos.sock');
    const capabilities = { speak: true, confirm: true, notices: false, ask: true };
    const client = await connect({ socket, name, kind: 'voice', area, capabilities });
    return new House(child, folder, client, await states(client));
  }

  /** Says it as a recogniser without a fault would have: what is right to happen. */
  async typed(text: string): Promise<Deed> {
    const turn = this.#client.utter({ text, language: 'en' });
    turn.accepted.catch(() => undefined);
    const asked: string[] = [];
    for await (const update of turn.updates) {
      if (update.type === 'ask') {
        asked.push(update.ask.text);
        await turn.cancel();
      }
      if (update.type === 'end') return this.deed(update.thread, update.text, asked);
    }
    throw new Error(`"${text}" had no end`);
  }

  /** What came of a turn that is over. */
  async deed(thread: string, reply: string, asked: readonly string[]): Promise<Deed> {
    const { events } = await this.#client.thread(thread);
    const calls = events
      .filter(({ direction, effect }) => direction === 'FORWARD' && effect !== undefined && effect !== 'read')
      .map(({ subject, data }) => `${subject} ${JSON.stringify(data)}`);
    return { reply, calls, changed: await this.changed(), asked };
  }

  async changed(): Promise<string[]> {
    const now = await states(this.#client);
    return [...now].filter(([id, state]) => this.#before.get(id) !== state).map(([id]) => id);
  }

  async close(): Promise<void> {
    await this.#client.close();
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function states(client: Client): Promise<Map<string, string>> {
  const { entities } = home.parse(await client.call('need.device.home', {}));
  return new Map(entities.map(({ id, state, attributes }) => [id, JSON.stringify({ state, attributes })]));
}
