import { type Condition, readCondition } from './condition.ts';
import type { Connectives } from './connectives.ts';
import { happening } from './happening.ts';
import { carrying, DO_IF, DO_WHEN, isCommand, type Read } from './put_off.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';

const OPENS: ReadonlyMap<string, 'if' | 'unless' | 'when' | 'whenever'> = new Map([
  ['if', 'if'],
  ['unless', 'unless'],
  ['when', 'when'],
  ['once', 'when'],
  ['whenever', 'whenever'],
]);
/** Longest condition that is looked for in front of a command. */
const MAX_WORDS = 24;
/** Of more things than these, `them` has no names that anybody would say. */
const MAX_NAMES = 6;

type Opened = 'if' | 'unless' | 'when' | 'whenever';

interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * `If it is above 23 turn on the fan`, `turn the heating off unless nobody is home`: looked at now. `When the door opens …`, `as soon as …`:
 * when it comes to be so. Where there is a command and what it depends on is not understood, that is what is told.
 */
export function onCondition(
  utterance: Utterance,
  tokens: readonly Token[],
  { pronouns }: Connectives,
  read: Read,
): Understanding | undefined {
  const text = ({ from, to }: Part): string => textBetween({ text: utterance.text, tokens }, from, to);
  let unclear: string | undefined;
  for (const { opened, condition, command } of cuts(tokens)) {
    const [main = '', otherwise] = text(command).split(/[\s,;.]*\b(?:otherwise|or else|else)\b[\s,]*/iu);
    const plain = main.replace(/^(?:then|also)\s+/iu, '').replace(/[\s,]+(?:but\s+)?only$/iu, '');
    if (otherwise !== undefined && !isCommand(read(otherwise))) continue;
    const said = text(condition);
    const refers = tokens.slice(command.from, command.to).find(({ word }) => pronouns.has(word));
    const known = isCommand(read(plain));
    if (!known && refers === undefined) continue;
    const when = meant(opened, said, read);
    const doing = known || when === undefined ? plain : named(plain, when.condition, read);
    if (!isCommand(read(doing))) continue;
    if (when === undefined) {
      unclear ??= said;
      continue;
    }
    const slots = { condition: { ...when.condition }, ...(when.again ? { again: true } : {}) };
    return carrying(when.intent, doing, otherwise === undefined ? slots : { ...slots, otherwise }, utterance.text);
  }
  return unclear === undefined ? undefined : { tier: 'none', commands: [], unknown: unclear };
}

/** `If the door is unlocked lock it`: with the names of what the condition is about. */
function named(doing: string, { question }: Condition, read: Read): string {
  const names = [...new Set(read(question).commands.flatMap(({ targets }) => targets.map(({ name }) => name)))];
  if (names.length === 0 || names.length > MAX_NAMES) return doing;
  return doing.replace(/\b(?:it|them|that|those|these|this)\b/iu, names.map((name) => `the ${name}`).join(' and '));
}

interface Meant {
  readonly intent: string;
  readonly condition: Condition;
  readonly again: boolean;
}

function meant(opened: Opened, said: string, read: Read): Meant | undefined {
  const comes = happening(said, read);
  const is = readCondition(said, read);
  if (opened === 'when' || opened === 'whenever') {
    const condition = comes ?? is;
    return condition === undefined ? undefined : { intent: DO_WHEN, condition, again: opened === 'whenever' };
  }
  // `If the door opens` is not about now.
  if (is === undefined) return comes === undefined ? undefined : { intent: DO_WHEN, condition: comes, again: false };
  return { intent: DO_IF, condition: opened === 'unless' ? { ...is, holds: !is.holds } : is, again: false };
}

/** The ways to part a sentence into what is to be done and what it depends on; where a comma or `then` parts it, that first. */
function* cuts(tokens: readonly Token[]): Generator<{ opened: Opened; condition: Part; command: Part }> {
  const opening = openAt(tokens, 0);
  const end = tokens.length;
  if (opening !== undefined) {
    const { opened, next } = opening;
    const places = Array.from(
      { length: Math.max(0, Math.min(end - 1, next + MAX_WORDS) - next - 1) },
      (_, n) => next + 2 + n,
    );
    const parted = (at: number): boolean => tokens[at]?.after !== undefined || tokens[at]?.word === 'then';
    for (const at of [...places.filter(parted), ...places.filter((one) => !parted(one))])
      yield { opened, condition: { from: next, to: at }, command: { from: at, to: end } };
    return;
  }
  for (let at = end - 3; at >= 2; at--) {
    const found = openAt(tokens, at);
    if (found !== undefined)
      yield { opened: found.opened, condition: { from: found.next, to: end }, command: { from: 0, to: at } };
  }
}

function openAt(tokens: readonly Token[], at: number): { opened: Opened; next: number } | undefined {
  const words = [0, 1, 2].map((step) => tokens[at + step]?.word);
  if (words.join(' ') === 'as soon as') return { opened: 'when', next: at + 3 };
  if (words.join(' ').startsWith('every time') || words.join(' ').startsWith('any time'))
    return { opened: 'whenever', next: at + 2 };
  if (words.join(' ').startsWith('the moment')) return { opened: 'when', next: at + 2 };
  const opened = OPENS.get(words[0] ?? '');
  if (opened === undefined || (words[0] === 'once' && (words[1] === 'more' || words[1] === 'again'))) return undefined;
  return { opened, next: at + 1 };
}
