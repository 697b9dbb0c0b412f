import type { Json } from './home.ts';
import { checkContext } from './match_context.ts';
import type { Sentence } from './prepared.ts';
import type { Derivation, Fill } from './rest.ts';
import type { Utterance } from './text.ts';

/** A filled slot and the tokens that filled it. */
export interface SlotSpan {
  readonly slot: string;
  readonly from: number;
  readonly to: number;
  readonly wildcard: boolean;
}

/** A sentence that an utterance is an instance of. */
export interface Match {
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  readonly captures: Readonly<Record<string, Json>>;
  /** Ids of what the slots name in the home, by slot. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Slots that were not said but come from where the speaker is. */
  readonly fromContext: readonly string[];
  readonly spans: readonly SlotSpan[];
  readonly response: string;
  readonly metadata: Readonly<Record<string, Json>>;
  readonly sentence: Sentence;
  readonly utterance: Utterance;
  /** Words that stand in the sentence itself. */
  readonly literals: number;
  /** Words that wildcards took. */
  readonly loose: number;
  readonly named: number;
}

/** Undefined where the conditions of the block are not met. */
export function toMatch(
  sentence: Sentence,
  way: Derivation,
  utterance: Utterance,
  around: Readonly<Record<string, Json>>,
): { match: Match; needsArea: boolean } | undefined {
  const { block } = sentence;
  const slots: Record<string, Json> = { ...block.slots };
  const captures: Record<string, Json> = {};
  const ids: Record<string, readonly string[]> = {};
  const metadata: Record<string, Json> = { ...block.metadata };
  const context: Record<string, Json> = { ...around };
  const spans: SlotSpan[] = [];
  const filled = new Set<string>();
  const count = utterance.tokens.length;
  for (let fill: Fill | undefined = way.fills; fill !== undefined; fill = fill.rest) {
    const { slot, value } = fill;
    Object.assign(context, value.context);
    Object.assign(metadata, value.metadata);
    spans.push({ slot, from: count - fill.from, to: count - fill.to, wildcard: fill.wildcard });
    if (fill.capture) captures[slot] = value.out;
    else if (filled.has(slot)) slots[slot] = [slots[slot] ?? null, value.out].flat();
    else slots[slot] = value.out;
    filled.add(slot);
    if (value.ids.length > 0) ids[slot] = [...(ids[slot] ?? []), ...value.ids];
    const domain = value.context.domain;
    if (
      block.nameDomains !== undefined &&
      fill.list === 'name' &&
      !(typeof domain === 'string' && block.nameDomains.includes(domain))
    ) {
      return undefined;
    }
  }
  const check = checkContext(block.requires, block.excludes, context);
  const needsArea = !check.fits && check.missing.length === 1 && check.missing[0] === 'area';
  if (!check.fits && !needsArea) return undefined;
  const fromContext = Object.keys(check.slots).filter((slot) => !filled.has(slot));
  for (const slot of fromContext) slots[slot] = check.slots[slot] ?? null;
  const { literals, loose, named } = way;
  const { intent, response } = block;
  const match = {
    intent,
    slots,
    captures,
    ids,
    fromContext,
    spans,
    response,
    metadata,
    sentence,
    utterance,
    literals,
    loose,
    named,
  };
  return { match, needsArea };
}

function inOrder(left: Match, right: Match): number {
  return (
    added(right) - added(left) ||
    left.loose - right.loose ||
    nameLength(right) - nameLength(left) ||
    right.literals - left.literals ||
    conditions(right) - conditions(left) ||
    left.sentence.order - right.sentence.order
  );
}

/** In what one match is before another; undefined where only the order of the files decides. */
export type Precedence =
  | 'own sentence'
  | 'fewer free words'
  | 'a longer name'
  | 'more words of its own'
  | 'more conditions';

/** Why `left` comes before `right` in the order of matches. */
export function precedenceOf(left: Match, right: Match): Precedence | undefined {
  if (added(left) !== added(right)) return 'own sentence';
  if (left.loose !== right.loose) return 'fewer free words';
  if (nameLength(left) !== nameLength(right)) return 'a longer name';
  if (left.literals !== right.literals) return 'more words of its own';
  return conditions(left) === conditions(right) ? undefined : 'more conditions';
}

/** In order; of the matches that mean the same, the best. */
export function inOrderOnce(matches: Match[]): Match[] {
  if (matches.length < 2) return matches;
  const seen = new Set<string>();
  return matches.sort(inOrder).filter((match) => {
    const meaning = JSON.stringify([match.intent, match.slots, match.ids]);
    if (seen.has(meaning)) return false;
    seen.add(meaning);
    return true;
  });
}

function added(match: Match): number {
  return match.metadata.custom_sentence === true ? 1 : 0;
}

function nameLength(match: Match): number {
  return match.spans.reduce(
    (sum, span) => (span.slot === 'name' && !span.wildcard ? sum + span.to - span.from : sum),
    0,
  );
}

function conditions(match: Match): number {
  return Object.keys(match.sentence.block.requires).length;
}
