import { isJsonObject, type Json } from '../model/json.ts';
import { isProposed, outsideSources } from '../model/labels.ts';
import { isRoot } from '../model/thread.ts';
import type { Frame } from './turn.ts';

/** A name that a contract gives its own choices (`turn_on`, `brightness_pct`): what the service's code says. */
const OWN_WORD = /^[a-z]+(_[a-z]+)*$/;

/** Where our own grammar tells what was meant. */
const GRAMMAR = 'need.understand';

/**
 * Whether what a call is given may be from outside. It is not, where every value in it was said in the live utterance that opened
 * the turn, or is what our own grammar made of that utterance. A list of all there is makes nothing clean: what is chosen from it may
 * be chosen by anybody. Nor is what a model puts together that has read content from outside.
 */
export function argsTainted({ turn, taint }: Frame, input: Json): boolean {
  if (isProposed(taint)) return true;
  const known = new Set<string>();
  for (const { forward, answers } of turn.recording.calls) {
    if (isRoot(forward.key)) gather(forward.data, known);
    if (forward.subject !== GRAMMAR) continue;
    for (const answer of answers.values())
      if (answer.data !== undefined && outsideSources(answer.taint).length === 0) gather(answer.data, known);
  }
  return !isKnown(input, known);
}

function gather(value: Json, known: Set<string>): void {
  if (isJsonObject(value)) for (const inner of Object.values(value)) gather(inner, known);
  else if (Array.isArray(value)) for (const inner of value) gather(inner, known);
  else if (value !== null) known.add(String(value));
}

function isKnown(value: Json, known: ReadonlySet<string>): boolean {
  if (isJsonObject(value)) return Object.values(value).every((inner) => isKnown(inner, known));
  if (Array.isArray(value)) return value.every((inner) => isKnown(inner, known));
  if (value === null || typeof value === 'boolean') return true;
  return known.has(String(value)) || (typeof value === 'string' && OWN_WORD.test(value));
}
