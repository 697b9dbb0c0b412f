import type { Act } from '../../../language/claim_acts.ts';
import { type Claim, claimsOf, mayClaim } from '../../../language/claims.ts';
import type { Reply } from '../../model/contract.ts';
import type { BackwardEvent, ForwardEvent, Taint } from '../../model/event.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { isPrivate, isProposed, outsideSources } from '../../model/labels.ts';
import type { Turn } from '../turns/turn.ts';
import { acts } from './drafts.ts';

/** What a model's reply says was done, held against what was. */
export interface Borne {
  /** The reply as it was, or an honest one in its place. */
  readonly reply: Reply;
  /** Keys of the calls that bear it out. */
  readonly cites: readonly string[];
}

const NOTHING_DONE = 'I have not done that: nothing was carried out. Please ask me for it in plain words.';
const NOT_ALL_DONE =
  'I can not bear out all that I was about to say: not all of it was done. "agentos trace last" shows what was.';

/**
 * A reply in which a model had a part may say that something was done only where a call of this turn did it, and came out well. What
 * code says about its own calls is left alone.
 */
export function borneOut(turn: Turn, reply: Reply, taint: Taint): Borne {
  if (!isProposed(taint)) return { reply, cites: [] };
  const claims = claimsIn(turn, reply.text);
  if (claims.length === 0) return { reply, cites: [] };
  const done = callsDone(turn);
  const cites = new Set<string>();
  for (const { act } of claims) {
    const shown = done.filter(({ words }) => act === undefined || shows(words, act));
    if (shown.length === 0)
      return { reply: { text: done.length === 0 ? NOTHING_DONE : NOT_ALL_DONE, outcome: 'failed' }, cites: [] };
    for (const { key } of shown) cites.add(key);
  }
  return { reply, cites: [...cites] };
}

/** Ends a sentence: what follows is another. */
const SENTENCE_END = /[.!?]["”’)]*\s+|\n+/;
const MAY_END = /[.!?]["”’)]*$/;

/**
 * The words of a reply as they come, as far as they may be told: a sentence that may come to say that something was done is held
 * back until it is whole, and where no call bears it out, it and all that follows are left to the END, which is honest.
 */
export function honestWords(turn: Turn): (piece: string) => string {
  let sentence = '';
  let held = '';
  let silent = false;
  return (piece) => {
    if (silent) return '';
    let told = '';
    sentence += piece;
    held += piece;
    for (let end = SENTENCE_END.exec(sentence); end !== null; end = SENTENCE_END.exec(sentence)) {
      const cut = end.index + end[0].length;
      if (!isBorneOut(turn, sentence.slice(0, cut))) {
        silent = true;
        return told;
      }
      sentence = sentence.slice(cut);
      told += held.slice(0, held.length - sentence.length);
      held = held.slice(held.length - sentence.length);
    }
    if (held === '') return told;
    // What may be its end is judged at once: the last sentence has nothing behind it.
    const isHonest = MAY_END.test(sentence) && isBorneOut(turn, sentence);
    if (!isHonest && mayClaim(sentence, askedIn(turn))) return told;
    told += held;
    held = '';
    return told;
  };
}

function isBorneOut(turn: Turn, text: string): boolean {
  const claims = claimsIn(turn, text);
  if (claims.length === 0) return true;
  const done = callsDone(turn);
  return claims.every(({ act }) => done.some(({ words }) => act === undefined || shows(words, act)));
}

/** What a text claims; what may tell of others is no claim where the turn has read of others. */
function claimsIn(turn: Turn, text: string): readonly Claim[] {
  const claims = claimsOf(text, askedIn(turn));
  return claims.some(({ maybe }) => maybe) && hasReadOfOthers(turn) ? claims.filter(({ maybe }) => !maybe) : claims;
}

function hasReadOfOthers({ recording }: Turn): boolean {
  return [...recording.calls].some(
    ({ forward, answers }) =>
      forward.subject.startsWith('need.') &&
      [...answers.values()].some(
        ({ error, taint }) => error === undefined && (outsideSources(taint).length > 0 || isPrivate(taint)),
      ),
  );
}

interface Done {
  readonly key: string;
  readonly words: ReadonlySet<string>;
}

function shows(words: ReadonlySet<string>, { shownBy }: Act): boolean {
  return shownBy.some((word) => words.has(word));
}

function askedIn(turn: Turn): string {
  const said = turn.recording.call(turn.rootKey)?.forward.data;
  return isJsonObject(said) && typeof said['text'] === 'string' ? said['text'] : '';
}

/** Calls of the turn that did more than read, and came out well. */
function callsDone(turn: Turn): readonly Done[] {
  const done: Done[] = [];
  for (const { forward, answers } of turn.recording.calls) {
    if (!acts(forward) || ![...answers.values()].some(cameOutWell)) continue;
    done.push({ key: forward.key, words: new Set([...wordsOfSubject(forward), ...wordsOfInput(forward.data)]) });
  }
  return done;
}

/** An answer per device tells by its `ok` whether any of them did it. */
function cameOutWell({ error, data }: BackwardEvent): boolean {
  if (error !== undefined) return false;
  if (!isJsonObject(data)) return true;
  if (data['ok'] === false) return false;
  const { results } = data;
  return (
    !Array.isArray(results) ||
    results.length === 0 ||
    results.some((one: Json) => !isJsonObject(one) || one['ok'] !== false)
  );
}

function wordsOfSubject({ subject }: ForwardEvent): readonly string[] {
  return subject.split(/[._]/).slice(1);
}

/** A choice among what a contract offers (`turn_on`). Names of devices, and what people wrote, show nothing. */
const CHOICE = /^[a-z]+(_[a-z]+)*$/;

function wordsOfInput(value: Json, name = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((inner: Json) => wordsOfInput(inner, name));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, inner]) => wordsOfInput(inner, key));
  if (name === 'position' && typeof value === 'number') return [value === 0 ? 'close' : 'open'];
  return typeof value === 'string' && CHOICE.test(value) ? value.split('_') : [];
}
