import { createInterface, type Interface } from 'node:readline';
import type { Ask, Notice, Update } from '../client/api.ts';
import type { ThreadEvent } from '../client/client.ts';
import { AnswerText } from './answer_text.ts';
import { ChatHistory } from './chat_history.ts';
import { colours } from './colours.ts';
import { eventJson } from './event_json.ts';
import { noticeText } from './notice_text.ts';
import { aside, isTerminal, json, line, width } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { trajectoryLines } from './trajectory_text.ts';

const PROMPT = '› ';

/** The terminal of a chat: what is typed comes as lines, what is told is printed above the line that is being typed. */
export class ChatScreen {
  readonly #terminal = isTerminal();
  readonly #json: boolean;
  readonly #reader: Interface;
  /** Taken at once: lines that are piped in before somebody reads would be lost. */
  readonly #typed: AsyncIterable<string>;
  readonly #history: ChatHistory;
  readonly #answer = new AnswerText((text) => process.stdout.write(text));
  #wakeAsked: () => void = () => {};
  #leaving = false;
  /** The next line is a PIN: it is not kept. */
  #isSecret = false;

  constructor({ historyFile, json: asJson }: { readonly historyFile: string; readonly json: boolean }) {
    this.#json = asJson;
    this.#history = new ChatHistory(historyFile);
    this.#reader = createInterface({
      input: process.stdin,
      ...(this.#terminal && !asJson ? { output: process.stdout, terminal: true } : { terminal: false }),
      prompt: PROMPT,
      history: this.#terminal ? this.#history.read() : [],
      historySize: ChatHistory.most,
      removeHistoryDuplicates: true,
    });
    this.#reader.on('history', (kept: string[]) => {
      if (this.#isSecret) kept.shift();
    });
    const typed = this.#reader[Symbol.asyncIterator]();
    this.#typed = { [Symbol.asyncIterator]: () => typed };
  }

  /** What is typed, line by line, until the input ends. */
  async *lines(): AsyncIterable<string> {
    for await (const typed of this.#typed) {
      this.#leaving = false;
      const text = typed.trim();
      if (this.#terminal && text !== '' && !this.#isSecret) this.#history.add(text);
      this.#isSecret = false;
      yield text;
      if (text === '' || text.startsWith('/')) this.ready();
    }
  }

  /** Ctrl-C goes to the turn that runs; else it empties the line; else, twice, it leaves. */
  onInterrupt(interruptTurn: () => boolean): void {
    if (!this.#terminal) return;
    this.#reader.on('SIGINT', () => {
      if (interruptTurn()) return;
      if (this.#reader.line !== '') {
        process.stdout.write('^C\n');
        this.#reader.write(null, { ctrl: true, name: 'e' });
        this.#reader.write(null, { ctrl: true, name: 'u' });
      } else if (this.#leaving) {
        process.stdout.write('\n');
        this.#reader.close();
        return;
      } else {
        this.#leaving = true;
        process.stdout.write(`\n${colours.dim('Ctrl-C once more leaves.')}\n`);
      }
      this.ready();
    });
  }

  welcome(version: string): void {
    if (!this.#terminal || this.#json) return;
    line(colours.dim(`AgentOS ${forTerminal(version)}. Type what you would say; /new, /trace, Ctrl-D leaves.`));
    this.ready();
  }

  /** The person may type. */
  ready(): void {
    if (this.#terminal && !this.#json) this.#reader.prompt(true);
  }

  /** The turn was taken, and has no words yet. */
  working(): void {
    if (this.#terminal && !this.#json && !this.#answer.open) process.stdout.write(`\r${colours.dim('…')} `);
  }

  progress(update: Extract<Update, { type: 'progress' }>): void {
    if (this.#json || !this.#terminal) return;
    if (!this.#answer.open) this.#clear();
    this.#answer.progress(update);
  }

  end(update: Extract<Update, { type: 'end' }>): void {
    const { type, thread, turn, text, status, outcome, acted, code } = update;
    this.#clear();
    if (this.#json) json({ type, thread, turn, text, status, outcome, acted, code });
    else if (status === 'failed') {
      this.#answer.breakOff();
      line(colours.red(forTerminal(text)));
    } else this.#answer.end(text);
  }

  ask(ask: Ask, thread: string): void {
    const { id, text, kind, choices } = ask;
    this.#isSecret = kind === 'pin';
    if (this.#json) json({ type: 'ask', thread, id, kind, text, choices });
    else
      this.#above(() => {
        const hint = kind === 'question' ? '' : colours.dim(kind === 'pin' ? ' (your PIN, or no)' : ' (yes or no)');
        line(`${colours.yellow(`? ${forTerminal(text)}`)}${hint}`);
        choices?.forEach((choice, index) => void line(colours.yellow(`  ${index + 1}. ${forTerminal(choice)}`)));
      });
    this.#wakeAsked();
  }

  /** Resolves when the next question comes. */
  asked(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeAsked = resolve;
    });
  }

  notice(notice: Notice): void {
    const { kind, mailOffset: _, ...rest } = notice;
    const mark = kind === 'reply' ? '' : colours.yellow('♪ ');
    if (this.#json) json({ type: kind, ...rest });
    else this.#above(() => line(`${mark}${forTerminal(noticeText(notice, Date.now()))}`));
  }

  trace(events: readonly ThreadEvent[]): void {
    if (this.#json) for (const event of events) json(eventJson(event));
    else for (const text of trajectoryLines(events, { width: width() })) line(text);
  }

  hint(text: string): void {
    if (!this.#json) this.#above(() => line(colours.dim(text)));
  }

  problem(thrown: unknown): void {
    this.#above(() => aside(thrown instanceof Error ? thrown.message : String(thrown)));
  }

  connection(state: 'connected' | 'lost', why?: string): void {
    this.hint(
      state === 'lost' ? `The daemon is gone; waiting for it. ${forTerminal(why ?? '')}` : 'The daemon is back.',
    );
  }

  async close(): Promise<void> {
    this.#reader.close();
    await this.#history.settled();
  }

  #above(print: () => void): void {
    this.#clear();
    this.#answer.breakOff();
    print();
    this.ready();
  }

  /** Takes the prompt and what is being typed off the screen; {@link ready} puts them back. */
  #clear(): void {
    if (this.#terminal && !this.#json && !this.#answer.open) process.stdout.write('\r\x1b[J');
  }
}
