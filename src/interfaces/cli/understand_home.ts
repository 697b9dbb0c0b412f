import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../client/api.ts';
import { type Acted, act } from './acting.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { ThrowawayDaemon } from './throwaway_daemon.ts';

export interface HouseOptions {
  /** A home file; the demo home where absent. */
  readonly home?: string;
  readonly act: boolean;
  readonly warn: (text: string) => void;
}

export type Result = Meaning & Partial<Pick<Acted, 'reply' | 'changes' | 'asked'>>;

/**
 * A house of its own to try sentences in. One daemon serves all sentences that only ask; one that has changed something is
 * followed by a new daemon, so that each finds the home as given.
 */
export class TrialHouse {
  readonly #options: HouseOptions;
  #daemon: ThrowawayDaemon | undefined;
  readonly #clients = new Map<string, Client>();

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  async tried(text: string, area: string | undefined): Promise<Result> {
    const client = await this.#client(area);
    const meaning = await meaningOf(client, text, area);
    if (!this.#options.act) return meaning;
    const { touched, reply, changes, asked, calls } = await act(client, text);
    if (touched) await this.close();
    return { ...meaning, calls, reply, changes, asked };
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) await client.close();
    this.#clients.clear();
    const daemon = this.#daemon;
    this.#daemon = undefined;
    await daemon?.remove();
  }

  /** A client stands where the sentence is said. */
  async #client(area: string | undefined): Promise<Client> {
    this.#daemon ??= await ThrowawayDaemon.start(this.#options);
    const name = `understand${this.#clients.size}`;
    const known = this.#clients.get(area ?? '');
    if (known) return known;
    const { connect } = await import('../client/client.ts');
    const capabilities = { ask: true, confirm: true };
    const client = await connect({
      ...{ socket: this.#daemon.socket, name, kind: 'cli', capabilities },
      ...(area === undefined ? {} : { area }),
    });
    this.#clients.set(area ?? '', client);
    if (this.#clients.size === 1) await this.#checkHome(client);
    return client;
  }

  /** A home that cannot be read leaves a daemon without one. */
  async #checkHome(client: Client): Promise<void> {
    const owner = (await client.services()).find(({ subject }) => subject === 'need.device.home');
    if (owner?.problem !== undefined) throw new CliError(owner.problem, EXIT.data);
  }
}

/** Writes homes to files for daemons to read, and removes them. */
export async function writeHome(home: unknown, name: string): Promise<string> {
  const file = join(tmpdir(), `agentos-home-${process.pid}-${name}.json`);
  await writeFile(file, JSON.stringify(home), { mode: 0o600 });
  return file;
}
