import { readApart } from './apart.ts';
import { endsInTime } from './at_a_time.ts';
import { type Clause, ClauseReader } from './clause.ts';
import type { Command } from './command.ts';
import { otherCuts } from './compounds.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { givenText } from './given_text.ts';
import type { Grammar } from './grammar.ts';
import type { Home, Json } from './home.ts';
import { actsOnDevices } from './intent_domains.ts';
import type { Match } from './match.ts';
import { Phrases } from './phrases.ts';
import { findPlace } from './places.ts';
import { COMMAND_SLOT, type Plan, planClauses } from './plan.ts';
import { undoesItself } from './put_off.ts';
import { type Resolution, resolve } from './resolve.ts';
import { suggest } from './suggest.ts';
import { MAX_TEXT_LENGTH, MAX_TOKENS, type Token, textBetween, tokenize, type Utterance, wordsOf } from './text.ts';
import type { Ambiguity, UnderstandContext, Understanding } from './understanding.ts';
import { withThings } from './with_things.ts';

export type { UnderstandContext, Understanding } from './understanding.ts';

/** So often the parts of a sentence are read in parts again: a condition, a time, a length and two commands. */
const MAX_DEPTH = 4;
/** So many parts of one sentence are looked at: they grow by the power of the depth where the same words come again and again. */
const MAX_PARTS = 300;
const WAKE_WORDS = ['jarvis', 'computer'];
const GREETINGS = ['', 'hey ', 'hi ', 'hello ', 'ok ', 'okay '];
const calls = new WeakMap<readonly string[], Phrases>();

/** The names that the assistant is called by, with and without a greeting before them. */
function callsOf(wakeWords: readonly string[] = WAKE_WORDS): Phrases {
  const known = calls.get(wakeWords);
  if (known !== undefined) return known;
  const made = phrasesOf(wakeWords.flatMap((name) => GREETINGS.map((greeting) => `${greeting}${name}`)));
  calls.set(wakeWords, made);
  return made;
}

function phrasesOf(texts: readonly string[]): Phrases {
  return new Phrases(texts.map(wordsOf));
}

/** Reads an utterance as commands for the home. Pure; text of any length and kind has an answer, and no answer is a guess. */
export function understand(grammar: Grammar, text: string, context: UnderstandContext = {}): Understanding {
  const given = givenText(text);
  if (given !== undefined) return { tier: 'grammar', commands: [given] };
  if (text.length > MAX_TEXT_LENGTH) return { tier: 'none', commands: [], unknown: `${text.slice(0, 60)}…` };
  return meaningOf(grammar, text, context, { depth: MAX_DEPTH, known: new Map() });
}

/** How a sentence is read in parts. */
interface Parts {
  /** How often the parts may be read in parts again. */
  readonly depth: number;
  /** What the parts of the whole sentence were found to mean, by depth and words. */
  readonly known: Map<string, Understanding>;
}

/** Of parts it is not told what was nearly said. */
function meaningOf(grammar: Grammar, text: string, context: UnderstandContext, { depth, known }: Parts): Understanding {
  const read = planOf(grammar, text, context);
  if (read === undefined) return { tier: 'none', commands: [], unknown: text.slice(0, 60).trim() };
  const { utterance, plan } = read;
  const apart = (): Understanding | undefined => {
    if (depth === 0) return undefined;
    const part = (words: string): Understanding => {
      // Then nothing more is known, not even what was read: half of the ways to read it decide nothing.
      if (known.size >= MAX_PARTS) return { tier: 'none', commands: [] };
      const key = `${depth} ${words}`;
      const found = known.get(key) ?? meaningOf(grammar, words, context, { depth: depth - 1, known });
      if (found.tier === 'grammar') context.onPart?.(words);
      known.set(key, found);
      return found;
    };
    const after = (words: string, before: string): Understanding => {
      const alone = part(words);
      if (alone.tier === 'grammar') return alone;
      return withThings(words, part(before).commands, grammar.prepared.language, part) ?? alone;
    };
    return readApart(grammar, { ...utterance, tokens: read.tokens }, part, after);
  };
  if ('unread' in plan) {
    const found = apart();
    if (found !== undefined) return found;
    const unknown = written(utterance.text, plan.unread);
    const suggestion = depth === MAX_DEPTH ? suggest(grammar, unknown, context) : undefined;
    return suggestion === undefined
      ? { tier: 'none', commands: [], unknown }
      : { tier: 'none', commands: [], unknown, suggestion };
  }
  const elsewhere = plan.clauses.find(({ best }) => best.intent === ELSEWHERE);
  if (elsewhere !== undefined)
    return { tier: 'none', commands: [], unknown: written(utterance.text, elsewhere.tokens), elsewhere: true };
  if (plan.clauses.some(({ best }) => takesTime(best)) && endsInTime(read.tokens)) {
    const timed = apart();
    if (timed?.tier === 'grammar') return timed;
  }
  const commands: Command[] = [];
  let ambiguous: Ambiguity | undefined;
  for (const [index, clause] of plan.clauses.entries()) {
    const { command, question } = toCommand(grammar.home, clause, utterance.text, context);
    commands.push(command);
    if (question !== undefined) ambiguous ??= { ...question, command: index };
  }
  return ambiguous === undefined ? { tier: 'grammar', commands } : { tier: 'grammar', commands, ambiguous };
}

/** How a text is taken apart; undefined where it has no words, or too many. */
export function planOf(
  grammar: Grammar,
  text: string,
  context: UnderstandContext,
): { utterance: Utterance; tokens: readonly Token[]; plan: Plan } | undefined {
  const utterance = tokenize(text);
  if (utterance.tokens.length === 0 || utterance.tokens.length > MAX_TOKENS) return undefined;
  const tokens = callsOf(context.wakeWords).stripStart(utterance.tokens);
  const plan = planCut(grammar, utterance.text, tokens, context);
  if (!('unread' in plan)) return { utterance, tokens, plan };
  for (const other of otherCuts(grammar, utterance.text, tokens)) {
    const cut = planCut(grammar, utterance.text, other, context);
    if (!('unread' in cut)) return { utterance: { text: utterance.text, tokens: other }, tokens: other, plan: cut };
  }
  return { utterance, tokens, plan };
}

function planCut(grammar: Grammar, text: string, tokens: readonly Token[], context: UnderstandContext): Plan {
  const reader: ClauseReader = new ClauseReader(grammar, context, text, (clause) => isReal(grammar, clause, context));
  return planClauses(reader, tokens);
}

/** A text without the name that the assistant was called by. */
export function afterWakeWord(text: string, { wakeWords }: UnderstandContext): string {
  const utterance = tokenize(text);
  const left = callsOf(wakeWords).stripStart(utterance.tokens);
  return utterance.text.slice(left[0]?.start ?? 0);
}

/** What has room for a number or any words has room for a time of day that was not meant so. */
function takesTime({ intent, slots, loose }: Match): boolean {
  const counts = ['brightness', 'percentage', 'position', 'volume_level'].some(
    (slot) => typeof slots[slot] === 'number',
  );
  return counts || (loose > 0 && intent === 'HassMediaSearchAndPlay');
}

/** A command for later must itself be one. */
function isReal(grammar: Grammar, clause: Clause, context: UnderstandContext): boolean {
  const later = clause.best.slots[COMMAND_SLOT];
  if (typeof later !== 'string') return true;
  const inner = tokenize(later);
  const reader = new ClauseReader(
    grammar,
    context,
    inner.text,
    (nested) => nested.best.slots[COMMAND_SLOT] === undefined,
  );
  const plan = planClauses(reader, reader.connectives.between.stripStart(inner.tokens));
  if (!('clauses' in plan)) return false;
  const commands = plan.clauses.map((one) => toCommand(grammar.home, one, inner.text, context).command);
  return !undoesItself(commands);
}

type Question = Omit<Ambiguity, 'command'>;

function toCommand(
  home: Home,
  clause: Clause,
  text: string,
  context: UnderstandContext,
): { command: Command; question?: Question } {
  const said = written(text, clause.tokens);
  const { match, resolution } = clause.needArea ? resolveAnywhere(home, clause) : resolveHere(home, clause, context);
  const { intent, slots } = match;
  const base = { intent, slots: { ...slots }, text: said };
  if (resolution.kind === 'choice') {
    const name = saidName(clause, match, text) ?? resolution.name;
    return {
      command: { ...base, slots: { ...slots, name }, targets: [] },
      question: { slot: 'name', text: name, choices: resolution.choices },
    };
  }
  const [only] = resolution.targets;
  if (clause.needArea && resolution.targets.length > 1) {
    return { command: { ...base, targets: [] }, question: { slot: 'area', text: said, choices: resolution.targets } };
  }
  // `Lock the door` where there are several: each would be a guess, and all of them is not what was said.
  if (match.metadata.one === true && resolution.targets.length > 1) {
    const here = context.area === undefined ? undefined : findPlace(home.areas, context.area)?.name;
    const near = resolution.targets.filter(({ area }) => area !== undefined && area === here);
    if (near.length === 1) return { command: { ...base, targets: near } };
    const text = said.replace(/^\S+\s+/u, '');
    return { command: { ...base, targets: [] }, question: { slot: 'name', text, choices: resolution.targets } };
  }
  const named = resolution.targets.length === 1 && only !== undefined && match.ids.name !== undefined;
  const exact: Record<string, Json> = named && only !== undefined ? { ...slots, name: only.name } : base.slots;
  return { command: { ...base, slots: exact, targets: [...resolution.targets] } };
}

function saidName(clause: Clause, match: Match, text: string): string | undefined {
  const span = match.spans.find((one) => one.slot === 'name');
  return span === undefined ? undefined : written(text, clause.tokens.slice(span.from, span.to));
}

/** Of the readings that are equally sure, the first that there are devices for. */
function resolveHere(home: Home, clause: Clause, context: UnderstandContext): { match: Match; resolution: Resolution } {
  const { best } = clause;
  const first = { match: best, resolution: resolveMatch(home, clause, best, context) };
  if (!isEmpty(first.resolution) || !actsOnDevices(best.intent)) return first;
  for (const match of clause.matches) {
    if (match.loose > best.loose) break;
    const resolution = resolveMatch(home, clause, match, context);
    if (!isEmpty(resolution)) return { match, resolution };
  }
  return first;
}

/** Without the speaker's area: all that the command could be about, wherever it is. */
function resolveAnywhere(home: Home, clause: Clause): { match: Match; resolution: Resolution } {
  const { best } = clause;
  return { match: best, resolution: resolveMatch(home, clause, best, {}) };
}

function resolveMatch(home: Home, clause: Clause, match: Match, { area }: UnderstandContext): Resolution {
  return resolve(home, { intent: match.intent, slots: match.slots, ids: withNamesakes(clause, match), area });
}

/** A name that devices of several kinds carry is in several matches; together they are what was named. */
function withNamesakes(clause: Clause, match: Match): Match['ids'] {
  const names = match.ids.name;
  if (names === undefined) return match.ids;
  const alike = clause.matches.filter(
    (other) =>
      other.intent === match.intent &&
      other.sentence === match.sentence &&
      JSON.stringify(other.spans) === JSON.stringify(match.spans),
  );
  return { ...match.ids, name: [...new Set(alike.flatMap((other) => other.ids.name ?? []).concat(names))] };
}

function isEmpty(resolution: Resolution): boolean {
  return resolution.kind === 'targets' && resolution.targets.length === 0;
}

/** The words of a clause as they were written; parts that stand apart are joined by a blank. */
function written(text: string, tokens: readonly Token[]): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 1; at <= tokens.length; at++) {
    const before = tokens[at - 1];
    const token = tokens[at];
    if (
      token !== undefined &&
      before !== undefined &&
      token.start >= before.end &&
      /^[^\p{L}\p{N}]*$/u.test(text.slice(before.end, token.start))
    )
      continue;
    parts.push(textBetween({ text, tokens }, from, at));
    from = at;
  }
  return parts.join(' ');
}
