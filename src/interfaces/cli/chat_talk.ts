import type { Ask, Client, Notice, Turn } from '../client/api.ts';
import type { ChatScreen } from './chat_screen.ts';

interface OpenAsk {
  readonly ask: Ask;
  readonly thread: string;
  /** Of work in the background: it goes on asking, whatever else is said meanwhile. */
  readonly ofWork: boolean;
}

/** Earlier answers that nobody has seen are told one by one up to this many. */
const LATE_REPLIES = 3;
/** What takes longer without a word is shown to be worked on. */
const QUIET_MS = 800;

/**
 * One conversation at the screen. What is typed is, in this order: the answer to the question that is open, else the next
 * utterance of this chat's thread. Utterances are said one after the other; the questions of a turn come while it runs.
 */
export class ChatTalk {
  readonly #client: Client;
  readonly #screen: ChatScreen;
  readonly #startedAt = Date.now();
  /** Threads of this chat. A question of another process of the same name is that one's to answer. */
  readonly #own = new Set<string>();
  #thread: string | undefined;
  #turn: Turn | undefined;
  #running: Promise<void> = Promise.resolve();
  #asks: OpenAsk[] = [];
  #lateReplies = 0;

  constructor(client: Client, screen: ChatScreen, thread: string | undefined) {
    this.#client = client;
    this.#screen = screen;
    this.#thread = thread;
    if (thread !== undefined) this.#own.add(thread);
  }

  /** Takes a line that was typed. False: the person wants to leave. */
  async take(text: string): Promise<boolean> {
    switch (text) {
      case '':
        return true;
      case '/quit':
      case '/exit':
        return false;
      case '/new':
        await this.#running;
        this.#thread = undefined;
        this.#screen.hint('A new thread.');
        return true;
      case '/trace':
        await this.#running;
        await this.#trace();
        return true;
    }
    const ask = this.#openAsk();
    if (ask === undefined || !(await this.#answer(ask, text))) {
      await this.#running;
      this.#running = this.#utter(text);
    }
    await this.settled();
    return true;
  }

  /** Ctrl-C: true where there was a turn to end. */
  interrupt(): boolean {
    if (this.#turn === undefined) return false;
    this.#turn.cancel().catch((error: unknown) => this.#screen.problem(error));
    this.#screen.hint('Stopping …');
    return true;
  }

  /** The turn that runs has ended, or asks: what is typed next may be the answer. */
  async settled(): Promise<void> {
    if (this.#openAsk() === undefined) await Promise.race([this.#running, this.#screen.asked()]);
  }

  /** Shows what comes unasked until the client is closed. */
  async tellNews(): Promise<void> {
    for await (const notice of this.#client.notices()) {
      if (notice.kind === 'reply') this.#closeAsks(notice.thread);
      const from = notice.kind === 'ask' ? await this.#interfaceOf(notice.thread) : undefined;
      if (this.#isOurs(notice, from)) this.#tell(notice, from === 'signal');
      this.#client.heard(notice.mailOffset);
    }
  }

  #tell(notice: Notice, ofWork: boolean): void {
    if (notice.kind === 'ask') this.#ask(notice.ask, notice.thread, ofWork);
    else if (notice.kind === 'reply' && notice.at < this.#startedAt) this.#lateReply(notice);
    else this.#screen.notice(notice);
  }

  #lateReply(notice: Notice): void {
    this.#lateReplies += 1;
    if (this.#lateReplies <= LATE_REPLIES) this.#screen.notice(notice);
    else if (this.#lateReplies === LATE_REPLIES + 1)
      this.#screen.hint('There are more answers that you have not seen: agentos threads');
  }

  /** A question from before this chat is adopted; a later one is ours if its thread is, or if no command line opened it. */
  #isOurs(notice: Notice, from: string | undefined): boolean {
    if (notice.kind !== 'ask' || notice.at < this.#startedAt || this.#own.has(notice.thread)) return true;
    return from !== 'cli';
  }

  async #interfaceOf(thread: string): Promise<string | undefined> {
    const found = await this.#client.thread(thread).catch(() => undefined);
    return found?.thread.origin.interface;
  }

  async #utter(text: string): Promise<void> {
    const thread = this.#thread === undefined ? {} : { thread: this.#thread };
    const turn = this.#client.utter({ text, ...thread });
    this.#turn = turn;
    let quiet: NodeJS.Timeout | undefined;
    try {
      const accepted = turn.accepted.then(({ thread: id }) => {
        this.#own.add(id);
        this.#thread = id;
        if (this.#turn === turn) quiet = setTimeout(() => this.#screen.working(), QUIET_MS);
      });
      for await (const update of turn.updates) {
        clearTimeout(quiet);
        if (update.type === 'progress') this.#screen.progress(update);
        if (update.type === 'ask') this.#ask(update.ask, (await turn.accepted).thread);
        if (update.type === 'end') {
          this.#screen.end(update);
          this.#client.heard(update.mailOffset);
        }
      }
      await accepted;
    } catch (error) {
      this.#screen.problem(error);
    } finally {
      clearTimeout(quiet);
      // A question of this talk that was left standing is not answered by a line that is meant otherwise.
      this.#asks = this.#asks.filter(({ ofWork }) => ofWork);
      this.#turn = undefined;
      this.#screen.ready();
    }
  }

  #ask(ask: Ask, thread: string, ofWork = false): void {
    this.#own.add(thread);
    this.#asks.push({ ask, thread, ofWork });
    this.#screen.ask(ask, thread);
  }

  #openAsk(): OpenAsk | undefined {
    const now = Date.now();
    this.#asks = this.#asks.filter(({ ask }) => ask.expiresAt > now);
    return this.#asks[0];
  }

  /** The turn of this thread has ended. */
  #closeAsks(ofThread: string): void {
    this.#asks = this.#asks.filter(({ thread }) => thread !== ofThread);
  }

  /** @returns false where the question is not open any more: the line is then to be said as any other. */
  async #answer(asked: OpenAsk, text: string): Promise<boolean> {
    const { ask: open, ofWork } = asked;
    this.#asks = this.#asks.filter(({ ask }) => ask.id !== open.id);
    try {
      const accepted = await this.#client.answer(open.id, numbered(open, text));
      if (!accepted.answered) {
        this.#own.add(accepted.thread);
        if (ofWork) this.#asks.push(asked);
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') {
        this.#screen.problem('That question is not open any more, so this is taken as something new.');
        return false;
      }
      this.#screen.problem(error);
    }
    return true;
  }

  async #trace(): Promise<void> {
    if (this.#thread === undefined) return this.#screen.hint('Nothing was said yet.');
    try {
      const { events } = await this.#client.thread(this.#thread);
      const last = events.at(-1)?.turn;
      this.#screen.trace(events.filter(({ turn }) => turn === last));
    } catch (error) {
      this.#screen.problem(error);
    }
  }
}

/** Choices are shown with numbers; a number chooses. */
function numbered({ choices }: Ask, text: string): string {
  return /^\d+$/.test(text) ? (choices?.[Number(text) - 1] ?? text) : text;
}
