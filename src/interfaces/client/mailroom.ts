import type { Mail, Progress } from '../../wire/response.ts';
import type { Accepted, Ask, Notice, Said } from './api.ts';
import { BOUNDS } from './bounds.ts';
import type { ClientError } from './error.ts';
import { Queue } from './queue.ts';
import type { LiveTurn } from './turn.ts';

/**
 * Hands what arrives to whom it is for: to the turn of this process that it belongs to, else to the notices.
 * A reply may arrive before its turn's Accepted (the mailbox is read on its own): mail of unknown turns is held while requests
 * are open. A reply that is nobody's then is told as a notice if it is from before this process attached, or from a turn that
 * an answer opened; else it belongs to another process of this name.
 */
export class Mailroom {
  readonly notices = new Queue<Notice>(BOUNDS.notices);
  readonly #turns = new Map<string, Set<LiveTurn>>();
  readonly #opening = new Set<LiveTurn>();
  readonly #answered = new Set<string>();
  /** Turns that an utterance answered a question of: what they asked up to this offset was asked before the answer. */
  readonly #answeredUpTo = new Map<string, number>();
  readonly #asked = new Set<string>();
  /** Replies told as notices: an utterance sent again under its old id finds its answer here. */
  readonly #told = new Map<string, { readonly said: Said; readonly mailOffset: number }>();
  #answering = 0;
  #held: Mail[] = [];
  /** Mail up to this offset is from before this process attached. */
  #backlog: number | undefined;
  /** Offset of the last mail that came. */
  #last = 0;
  readonly #moot: (mailOffset: number) => void;

  /** `moot` hears of mail that nobody need be shown: questions that are not open any more. */
  constructor(moot: (mailOffset: number) => void) {
    this.#moot = moot;
  }

  attached(lastOffset: number): void {
    this.#backlog ??= lastOffset;
  }

  /** Follows a turn from before it is accepted until it ends. */
  follow(turn: LiveTurn): void {
    this.#opening.add(turn);
    const saidAfter = Math.max(this.#last, this.#backlog ?? 0);
    turn.accepted.then(
      (accepted) => {
        this.#opening.delete(turn);
        const place = placeOf(accepted);
        if (accepted.answered) this.#answeredUpTo.set(place, saidAfter);
        const told = this.#told.get(place);
        if (told) return turn.end(told.said, told.mailOffset);
        const turns = this.#turns.get(place) ?? new Set();
        this.#turns.set(place, turns.add(turn));
        this.#sort();
      },
      () => {
        this.#opening.delete(turn);
        this.#sort();
      },
    );
  }

  /** Follows the answer to an ask: what comes of it is told as a notice, unless a turn of this process has it. */
  async answering(answer: Promise<Accepted>): Promise<Accepted> {
    this.#answering += 1;
    try {
      const accepted = await answer;
      this.#answered.add(placeOf(accepted));
      return accepted;
    } finally {
      this.#answering -= 1;
      this.#sort();
    }
  }

  mail(mail: Mail): void {
    this.#last = Math.max(this.#last, mail.offset);
    const known = mail.body === 'notice' || this.#turns.has(placeOf(mail)) || this.#answered.has(placeOf(mail));
    if (known || this.#opening.size + this.#answering === 0) {
      this.#deliver(mail);
      return;
    }
    this.#held.push(mail);
    const oldest = this.#held.length > BOUNDS.held ? this.#held.shift() : undefined;
    if (oldest) this.#deliver(oldest);
  }

  progress({ thread, turn, text, offset, attempt }: Progress): void {
    for (const live of this.#turns.get(placeOf({ thread, turn })) ?? [])
      live.progress({ type: 'progress', text, offset, attempt });
  }

  /** Ends every turn that is under way. */
  fail(error: ClientError): void {
    for (const turns of this.#turns.values()) for (const turn of turns) turn.fail(error);
    for (const turn of this.#opening) turn.fail(error);
    this.#turns.clear();
  }

  /** Delivers what was held, in order, as far as it is clear whose it is. */
  #sort(): void {
    const held = this.#held;
    this.#held = [];
    for (const mail of held) this.mail(mail);
  }

  #deliver(mail: Mail): void {
    if (mail.body === 'ask') {
      this.#ask(mail);
      return;
    }
    const { offset: mailOffset, at } = mail;
    if (mail.body === 'notice') {
      this.#notice(mail, saidBy(mail, mail.notice));
      return;
    }
    const said = saidBy(mail, mail.reply);
    const place = placeOf(mail);
    const turns = this.#turns.get(place);
    const late = mailOffset <= (this.#backlog ?? 0);
    if (turns) for (const turn of turns) turn.end(said, mailOffset);
    else if (late || this.#answered.has(place)) {
      this.notices.put({ kind: 'reply', mailOffset, at, ...said });
      this.#told.set(place, { said, mailOffset });
      forgetOldest(this.#told, BOUNDS.replies);
    }
    this.#turns.delete(place);
    this.#answered.delete(place);
    this.#answeredUpTo.delete(place);
  }

  /** Of work that somebody here waits for, having answered what it asked, it is the end of that. */
  #notice({ offset: mailOffset, at, ...of }: Mail, said: Said): void {
    const place = placeOf(of);
    const turns = this.#turns.get(place);
    this.#turns.delete(place);
    if (turns) for (const turn of turns) turn.end(said, mailOffset);
    else {
      this.notices.put({ kind: 'notice', mailOffset, at, ...said });
      this.#told.set(place, { said, mailOffset });
      forgetOldest(this.#told, BOUNDS.replies);
    }
  }

  #ask(mail: Mail & { readonly body: 'ask' }): void {
    const { askId, kind, text, choices, expiresAt } = mail.ask;
    if (this.#asked.has(askId)) return;
    const answered = mail.offset <= (this.#answeredUpTo.get(placeOf(mail)) ?? 0);
    if (answered || expiresAt <= Date.now()) {
      this.#moot(mail.offset);
      return;
    }
    this.#asked.add(askId);
    forgetOldest(this.#asked, BOUNDS.asks);
    const ask: Ask = { id: askId, kind, text, expiresAt, ...(choices.length > 0 ? { choices } : {}) };
    const { offset: mailOffset, at, thread, turn } = mail;
    const turns = this.#turns.get(placeOf(mail));
    if (turns) for (const live of turns) live.ask(ask, mailOffset);
    else this.notices.put({ kind: 'ask', mailOffset, at, thread, turn, ask });
  }
}

function forgetOldest(
  kept: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean },
  limit: number,
): void {
  if (kept.size <= limit) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
}

function placeOf({ thread, turn }: { readonly thread: string; readonly turn: number }): string {
  return `${thread}/${turn}`;
}

function saidBy(
  { thread, turn }: Mail,
  { text, status, outcome, acted, code }: Extract<Mail, { body: 'reply' }>['reply'],
): Said {
  return {
    thread,
    turn,
    text,
    status,
    acted,
    ...(outcome ? { outcome } : {}),
    ...(code === undefined ? {} : { code }),
  };
}
