import { forTerminal } from './terminal_text.ts';

/**
 * Prints the words of an answer as they come, and of the whole answer what they had not said yet. An answer that starts anew,
 * or ends otherwise than it began, begins a line of its own.
 */
export class AnswerText {
  readonly #write: (text: string) => void;
  #printed = '';
  #attempt = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** True while a line has been begun and not ended. */
  get open(): boolean {
    return this.#printed !== '';
  }

  progress({
    text,
    offset,
    attempt,
  }: {
    readonly text: string;
    readonly offset: number;
    readonly attempt: number;
  }): void {
    if (attempt !== this.#attempt) this.breakOff();
    this.#attempt = attempt;
    // Progress may be lost on the way: what comes after a gap waits for the whole answer.
    if (offset > this.#printed.length) return;
    const fresh = text.slice(this.#printed.length - offset);
    this.#printed += fresh;
    this.#write(forTerminal(fresh));
  }

  end(text: string): void {
    if (!text.startsWith(this.#printed)) this.breakOff();
    this.#write(`${forTerminal(text.slice(this.#printed.length))}\n`);
    this.#printed = '';
  }

  breakOff(): void {
    if (this.open) this.#write('\n');
    this.#printed = '';
  }
}
