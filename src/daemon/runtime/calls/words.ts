import type { Listener } from '../../bus/bus.ts';
import type { ForwardEvent } from '../../model/event.ts';
import { isJsonObject } from '../../model/json.ts';
import { ASK_SUBJECT } from '../../model/thread.ts';
import type { Progress } from '../assistant.ts';
import type { Turn } from '../turns/turn.ts';
import { honestWords } from './claims.ts';
import { isEffect } from './drafts.ts';

/** What attempts count from the opening of their turn, in milliseconds: one after a restart is later than all before it. */
const ATTEMPT_MS = 10;
/** An attempt travels as an int32. */
const MOST_ATTEMPTS = 2 ** 31 - 1;

interface Spoken {
  /** The last answer that was begun; only its words are told. */
  attempt: number;
  /** Calls under way that act, or ask a person. */
  acting: number;
}

/**
 * The words of a turn's final answer on their way to who waits for it, while a tool makes them. Nothing of it is kept: what is
 * dropped, the END has. Dropped is what comes while a call that acts is under way, since nobody can say yet what came of it.
 */
export class Words {
  readonly #tell: (client: string, progress: Progress) => void;
  readonly #now: () => number;
  readonly #spoken = new WeakMap<Turn, Spoken>();

  constructor(tell: (client: string, progress: Progress) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  /** A call is under way. Returns what to call when it is not any more. */
  during(turn: Turn, forward: ForwardEvent): () => void {
    if (!isEffect(forward) && forward.subject !== ASK_SUBJECT) return () => undefined;
    const spoken = this.#of(turn);
    spoken.acting += 1;
    return () => {
      spoken.acting -= 1;
    };
  }

  /**
   * What a tool says its words with: nothing where its answer is not the one to be spoken. Each beginning is an attempt of its own,
   * which takes the place of those before.
   * @param open whether the call still waits for its answer
   */
  of(turn: Turn, forward: ForwardEvent, open: () => boolean): Listener | undefined {
    const { client, notify } = turn.opening;
    if (notify || !isJsonObject(forward.data) || forward.data['aloud'] !== true) return undefined;
    const spoken = this.#of(turn);
    const { thread, turn: number, key } = forward;
    let attempt = 0;
    let offset = 0;
    let held = '';
    let honest = honestWords(turn);
    return (text, anew = false) => {
      if ((text === '' && !anew) || !open() || turn.recording.end || turn.cancellation.cancelled) return;
      if (attempt === 0 || anew) {
        attempt = this.#next(turn, spoken);
        spoken.attempt = attempt;
        offset = 0;
        held = '';
        honest = honestWords(turn);
      }
      const whole = held + text;
      // One character may come in two pieces, and half of one does not travel.
      const cut = isFirstHalf(whole.charCodeAt(whole.length - 1)) ? whole.length - 1 : whole.length;
      const piece = honest(whole.slice(0, cut));
      held = whole.slice(cut);
      const at = offset;
      offset += piece.length;
      if (piece === '' || spoken.attempt !== attempt || spoken.acting > 0) return;
      this.#tell(client, { thread, turn: number, key, attempt, offset: at, text: piece.toWellFormed() });
    };
  }

  #of(turn: Turn): Spoken {
    const known = this.#spoken.get(turn);
    if (known) return known;
    const spoken = { attempt: 0, acting: 0 };
    this.#spoken.set(turn, spoken);
    return spoken;
  }

  #next(turn: Turn, { attempt }: Spoken): number {
    const openedAt = turn.recording.call(turn.rootKey)?.forward.at ?? 0;
    const since = Math.min(Math.floor((this.#now() - openedAt) / ATTEMPT_MS), MOST_ATTEMPTS);
    return Math.max(attempt + 1, since);
  }
}

/** Of a character outside of the first 65,536. */
function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
