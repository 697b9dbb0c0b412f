import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Accepted, Client, Turn, Update } from '../../src/interfaces/client/client.ts';
import { connect } from '../../src/interfaces/client/client.ts';
import { eventually } from '../daemon/front/own_folder.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { allThreads, stillOpen } from './kills.ts';
import { type PostHouse, postHouse } from './post_house.ts';

/** Each is to be sent once; a hasty one is declared as one that may be sent again. */
export type Letter = 'send the quick letter' | 'send the hasty letter';
const TIMER = 'start a timer for 1 second';
const UNLOCK = 'unlock the front door';
const COMMANDS = ['turn on the kitchen light', UNLOCK, 'add milk to the shopping list', TIMER];
const REACHED_WITHIN_MS = 120_000;
/** A letter that came before letters are understood is none; another is sent. */
const LETTER_EVERY_MS = 5_000;

/** What came of the kills: all 0 where the promises hold. */
export interface Killed {
  readonly kills: number;
  readonly turns: number;
  /** Utterances without the END of their own, and timers that never rang. */
  readonly lost: number;
  /** Effects, rings and turns that came twice. */
  readonly doubled: number;
  readonly stuck: number;
}

type End = Extract<Update, { readonly type: 'end' }>;

interface Said {
  readonly text: string;
  readonly turn: Turn;
  accepted?: Accepted;
  end?: End;
}

/** One state folder that is worked with over all kills, and everything that was said to it. */
class Run {
  readonly #letter: Letter;
  readonly #house: PostHouse = postHouse();
  readonly #state = mkdtempSync(join(tmpdir(), 'agentos-killed-'));
  readonly #said: Said[] = [];
  #daemon: DaemonProcess | undefined;
  #client: Client | undefined;
  kills = 0;

  constructor(letter: Letter) {
    this.#letter = letter;
  }

  async open(): Promise<void> {
    await this.#start();
    const capabilities = { confirm: true, notices: true, ask: true };
    const client = await connect({
      socket: join(this.#state, 'agentos.sock'),
      name: 'owner',
      kind: 'cli',
      capabilities,
    });
    this.#client = client;
    await eventually(async () => (await this.#ask(this.#letter)).outcome !== 'unknown', 'letters are understood');
    await this.#daemon?.kill9();
  }

  /** Starts a daemon that dies at this point, and talks to it until it has. */
  async killAt(point: string): Promise<void> {
    const daemon = this.#make(point);
    this.kills += 1;
    try {
      await daemon.start();
    } catch (thrown) {
      // What was open goes on before it is ready, and may come by the point.
      if (thrown instanceof Error && thrown.message.includes('SIGKILL')) return;
      throw thrown;
    }
    const gone = daemon.exited();
    for (const text of [this.#letter, ...COMMANDS]) this.#say(text);
    // It fails as the daemon dies; that it does not die is found below.
    void this.#care(point, daemon).catch(() => undefined);
    const more = setInterval(() => this.#say(this.#letter), LETTER_EVERY_MS);
    let timer: NodeJS.Timeout | undefined;
    const never = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${point} was never reached: ${daemon.log.slice(0, 1500)}`)),
        REACHED_WITHIN_MS,
      );
    });
    const code = await Promise.race([gone, never]).finally(() => {
      clearInterval(more);
      clearTimeout(timer);
    });
    expect(code, `${point}: the daemon ended by itself: ${daemon.log}`).toBeNull();
  }

  /** Lets all that is open come to its end, and counts. */
  async settle(): Promise<Killed> {
    await this.#start();
    const client = this.#attached;
    await eventually(() => this.#said.every(({ end }) => end !== undefined), 'every utterance has its END').catch(
      () => undefined,
    );
    await eventually(async () => (await client.threads({ open: true })).length === 0, 'no turn is open').catch(
      () => undefined,
    );
    const stuck = await stillOpen(client);
    await eventually(async () => (await this.#rings(client)).missing === 0, 'every timer has rung').catch(
      () => undefined,
    );
    const rings = await this.#rings(client);
    const threads = await allThreads(client);
    const present = new Set(threads.map(({ id }) => id));
    const utterances = threads.filter(({ origin }) => origin.client === 'owner' && origin.interface === 'cli').length;
    const lost = this.#said.filter(({ accepted, end }) => !end || !accepted || !present.has(accepted.thread)).length;
    return {
      kills: this.kills,
      turns: this.#said.length,
      lost: lost + rings.missing,
      doubled: rings.doubled + this.#lettersTwice() + Math.max(0, utterances - this.#said.length),
      stuck,
    };
  }

  async release(): Promise<void> {
    await this.#client?.close();
    await this.#daemon?.stop();
    rmSync(this.#state, { recursive: true, force: true });
    rmSync(this.#house.folder, { recursive: true, force: true });
  }

  /** What the book has of each letter, beside what was told of it. */
  #lettersTwice(): number {
    const book = this.#house.book();
    let doubled = book.length - new Set(book).size;
    for (const { text, accepted, end } of this.#said) {
      // At the very first, letters may not be understood yet.
      if (text !== this.#letter || !accepted || !end || end.outcome === 'unknown') continue;
      const times = book.filter((key) => key.startsWith(accepted.thread)).length;
      // Its post office can always look it up: what is told is so.
      expect(end.text, `${accepted.thread} stands ${times} times in the book`).toMatch(
        times === 0 ? /^I was interrupted, and this was not done/ : /^Sent as number \d+\.$/,
      );
      if (times > 1) doubled += 1;
    }
    return doubled;
  }

  /** Timers that were told to be set, against the threads that their ringing has opened. */
  async #rings(client: Client): Promise<{ readonly missing: number; readonly doubled: number }> {
    const set = this.#said.filter(({ text, end }) => text === TIMER && end?.status === 'complete').length;
    const opened = (await allThreads(client)).filter(({ origin }) => origin.interface === 'signal');
    const keys = await Promise.all(
      opened.map(async ({ id }) => JSON.stringify((await client.thread(id)).events[0]?.data)),
    );
    const rang = new Set(keys).size;
    return { missing: Math.max(0, set - rang), doubled: keys.length - rang + Math.max(0, rang - set) };
  }

  /** What the points around backups and forgetting wait for. */
  async #care(point: string, daemon: DaemonProcess): Promise<void> {
    if (!/^(backup|forget)/.test(point)) return;
    const guest = await daemon.connect({ name: 'guest' });
    if (point.startsWith('backup')) {
      await guest.backup();
      return;
    }
    // A thread of the guest's: those of the owner are counted.
    const { thread } = await guest.utter({ text: 'what time is it' }).accepted;
    await eventually(
      async () => (await guest.threads({ open: true })).every(({ id }) => id !== thread),
      'it has ended',
    );
    await guest.deleteThreads([thread]);
  }

  #say(text: string): Said {
    const turn = this.#attached.utter({ text });
    const said: Said = { text, turn };
    this.#said.push(said);
    turn.accepted.then(
      (accepted) => {
        said.accepted = accepted;
      },
      () => undefined,
    );
    void this.#follow(said).catch(() => undefined);
    return said;
  }

  async #follow(said: Said): Promise<void> {
    for await (const update of said.turn.updates) {
      if (update.type === 'ask') void this.#attached.answer(update.ask.id, 'yes').catch(() => undefined);
      if (update.type !== 'end') continue;
      said.end = update;
      this.#attached.heard(update.mailOffset);
    }
  }

  async #ask(text: string): Promise<End> {
    const said = this.#say(text);
    await eventually(() => said.end !== undefined, `an answer to "${text}"`);
    if (!said.end) throw new Error('no END');
    return said.end;
  }

  get #attached(): Client {
    if (!this.#client) throw new Error('nobody is attached');
    return this.#client;
  }

  async #start(): Promise<void> {
    await this.#make(undefined).start();
  }

  #make(point: string | undefined): DaemonProcess {
    const env = point === undefined ? {} : { env: { AGENTOS_KILL_AT: point } };
    this.#daemon = new DaemonProcess({ settings: this.#house.settings, state: this.#state, ...env });
    return this.#daemon;
  }
}

/** Has the daemon killed at each of these points in turn, with work under way, on one state folder that outlives them all. */
export async function killAtEach(points: readonly string[], letter: Letter = 'send the quick letter'): Promise<Killed> {
  const run = new Run(letter);
  try {
    await run.open();
    for (const point of points) await run.killAt(point);
    return await run.settle();
  } finally {
    await run.release();
  }
}
