import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { isProposed, outsideSources } from '../../model/labels.ts';
import { isRoot } from '../../model/thread.ts';
import type { Frame } from '../turns/turn.ts';
import { choicesOf } from './choices.ts';

/** A name that a contract gives its own choices (`turn_on`, `brightness_pct`), or a service's code gives what it says. */
const OWN_WORD = /^[a-z]+(_[a-z]+)*$/;
/** The id of a record: the thread, turn and place of the call that made it. Nobody outside can know one. */
const OWN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/[\d.[\]]+$/;

/** Where our own grammar tells what was meant. */
const GRAMMAR = 'need.understand';

/**
 * Whether what a call is given may be from outside. It is not, where every value in it was said in the live utterance that opened
 * the turn, is what our own grammar made of that utterance, or is a word of our own that nothing from outside says. A list of all
 * there is makes nothing clean: what is chosen from it may be chosen by anybody. Nor is what a model puts together that has read
 * content from outside, nor what a signal tells: nobody has said that.
 */
export function argsTainted({ turn, taint, view }: Frame, contract: Pick<Contract, 'input'>, input: Json): boolean {
  if (isProposed(taint)) return true;
  const isLive = turn.opening.channel !== 'automation';
  const known = new Set<string>();
  const outside = new Set<string>();
  for (const { forward, answers } of turn.recording.calls) {
    if (isRoot(forward.key)) gather(forward.data, (value) => (isLive || OWN_ID.test(value)) && known.add(value));
    for (const { taint: labels, data = null, error } of answers.values()) {
      const isOutside = outsideSources(labels).length > 0;
      // What an agent of the house says, it has from tools; its own words are our own.
      if (isOutside && forward.subject.startsWith('use.')) continue;
      if (isOutside) gather([data, error?.message ?? null], (value) => outside.add(value.toLowerCase()));
      else if (forward.subject === GRAMMAR) gather(data, (value) => known.add(value));
    }
  }
  // What was said and noted in the turns before.
  for (const message of view.messages)
    if (outsideSources(message.taint).length > 0) outside.add(message.text.toLowerCase());
  if (outsideSources(view.taint).length > 0) gather({ ...view.metadata }, (value) => outside.add(value.toLowerCase()));
  return !isKnown(input, (value) => known.has(value) || (OWN_WORD.test(value) && isOurs(value, outside, contract)));
}

function gather(value: Json, take: (value: string) => unknown): void {
  if (isJsonObject(value)) for (const inner of Object.values(value)) gather(inner, take);
  else if (Array.isArray(value)) for (const inner of value) gather(inner, take);
  else if (value !== null) take(String(value));
}

/** One of the contract's choices is taken for copied where a value from outside is just that; any other word where it stands there at all. */
function isOurs(word: string, outside: ReadonlySet<string>, contract: Pick<Contract, 'input'>): boolean {
  if (choicesOf(contract).has(word)) return !outside.has(word);
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, 'u');
  for (const text of outside) if (whole.test(text)) return false;
  return true;
}

function isKnown(value: Json, isClean: (value: string) => boolean): boolean {
  if (isJsonObject(value)) return Object.values(value).every((inner) => isKnown(inner, isClean));
  if (Array.isArray(value)) return value.every((inner) => isKnown(inner, isClean));
  return value === null || typeof value === 'boolean' || isClean(String(value));
}
