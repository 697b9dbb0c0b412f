import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watch } from '../../../src/interfaces/watch/watch.ts';
import type { WatchEvent } from '../../../src/interfaces/watch/watch_event.ts';
import type { WatchRule } from '../../../src/settings/schema.ts';
import { parseSettings } from '../../../src/settings/settings.ts';

/** A folder to watch, and a state folder, that are removed afterwards. */
export interface Place {
  readonly root: string;
  readonly inbox: string;
  readonly state: string;
}

export function place(): Place & { remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'agentos-watch-'));
  const inbox = join(root, 'inbox');
  mkdirSync(inbox);
  return { root, inbox, state: join(root, 'state'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

export function rules(toml: string): readonly WatchRule[] {
  return parseSettings(toml, 'test.toml').watch.rules;
}

/** A watch that runs in this process, and what it has told. */
export class Watching {
  readonly events: WatchEvent[] = [];
  readonly #over = new AbortController();
  readonly #done: Promise<void>;
  #news: () => void = () => undefined;

  constructor(
    { root, state }: Place,
    socket: string,
    toml: string,
    options: { readonly once?: boolean; readonly maxWaiting?: number; readonly name?: string } = {},
  ) {
    this.#done = watch({
      ...options,
      rules: rules(toml),
      settingsFile: join(root, 'agentos.toml'),
      stateFolder: state,
      socket,
      report: (event) => {
        this.events.push(event);
        this.#news();
      },
      signal: this.#over.signal,
    });
    this.#done.catch(() => this.#news());
  }

  /** Resolves once this many events of a type have come. */
  async until<T extends WatchEvent['type']>(type: T, count = 1): Promise<Extract<WatchEvent, { type: T }>[]> {
    let failure: unknown;
    this.#done.catch((thrown: unknown) => {
      failure = thrown ?? new Error('the watch failed');
    });
    for (;;) {
      const found = this.of(type);
      if (found.length >= count) return found;
      if (failure) throw failure;
      await new Promise<void>((resolve) => (this.#news = resolve));
    }
  }

  of<T extends WatchEvent['type']>(type: T): Extract<WatchEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<WatchEvent, { type: T }> => event.type === type);
  }

  /** Waits for the end of a watch that ends by itself. */
  async ended(): Promise<this> {
    await this.#done;
    return this;
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#done.catch(() => undefined);
  }
}

/** Runs the rules once over what is there. */
export function once(where: Place, socket: string, toml: string, maxWaiting?: number): Promise<Watching> {
  return new Watching(where, socket, toml, { once: true, ...(maxWaiting === undefined ? {} : { maxWaiting }) }).ended();
}
