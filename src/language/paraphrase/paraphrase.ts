import type { Command, Target } from '../command.ts';
import { connectivesOf } from '../connectives.ts';
import type { Grammar, MatchContext } from '../grammar.ts';
import type { Json } from '../home.ts';
import { actsOnDevices } from '../intent_domains.ts';
import { checkContext } from '../match_context.ts';
import { findPlace } from '../places.ts';
import { resolve } from '../resolve.ts';
import { MAX_TEXT_LENGTH, textBetween, tokenize, type Utterance } from '../text.ts';
import { type Frame, headOf } from './frames.ts';
import { isMention, readings, type Unit, unitsOf } from './mentions.ts';
import { COURTESY, HOW_MUCH, TURNING } from './small_words.ts';
import { freeStretch } from './tagger.ts';
import type { Learnt } from './weights.ts';

/** What a sentence that the grammar does not know probably means. */
export interface Paraphrase {
  readonly command: Command;
  /** Several devices carry the name: the speaker has to say which. */
  readonly choices?: readonly Target[];
  /** Of the intent, and of the frame within all that may be meant; 0 to 1. */
  readonly chance: number;
  readonly frameChance: number;
  /** Words that no sentence of the frame's class has, and that are no mere courtesy. */
  readonly strange: readonly string[];
  /** Whether a word or a name says what it is about: "a bit more", "that one too" say so only together with what was said before. */
  readonly isWhole: boolean;
}

/** An intent that was thought of, and how likely it is. */
export interface Thought {
  readonly intent: string;
  readonly chance: number;
}

export interface Read {
  readonly paraphrase?: Paraphrase;
  /** The likeliest first. */
  readonly thoughts: readonly Thought[];
  /** Why nothing is done. */
  readonly refused?: string;
}

/** Longer sentences say more than one thing. */
const MAX_WORDS = 25;
/** A frame less likely than this is not tried, however likely its intent. */
const LEAST_FRAME = 0.03;
const THOUGHTS = 3;

/**
 * Reads one sentence by what was learnt of the grammar. Only where each thing and value in it has its slot, and each slot is something that
 * this home has, there is a paraphrase; whether it is likely enough to act on is for the caller (tier.ts).
 */
export class Paraphraser {
  readonly #learnt: Learnt;
  readonly #frames: ReadonlyMap<string, readonly Frame[]>;
  readonly #intents: readonly string[];

  constructor(learnt: Learnt) {
    this.#learnt = learnt;
    const frames = new Map<string, Frame[]>();
    for (const frame of learnt.frames) {
      const head = headOf(frame);
      frames.set(head, [...(frames.get(head) ?? []), frame]);
    }
    this.#frames = frames;
    this.#intents = learnt.classifier.weights.classes.map((head) => head.split(' ')[0] ?? '');
  }

  read(grammar: Grammar, text: string, context: MatchContext = {}): Read {
    if (text.length > MAX_TEXT_LENGTH) return { thoughts: [], refused: 'too long' };
    const utterance = tokenize(text);
    const words = utterance.tokens.map(({ word }) => word);
    if (words.length === 0 || words.length > MAX_WORDS) return { thoughts: [], refused: 'too long' };
    const units = unitsOf(grammar, words);
    const kinds = units.map(({ kind }) => kind);
    const chances = this.#learnt.classifier.chances(kinds);
    const thoughts = this.#thoughts(chances);
    const [best] = thoughts;
    if (best === undefined || best.intent === NONE) return { thoughts, refused: 'nothing for the house' };
    const sentence = { grammar, utterance, words, units, kinds, context };
    for (const { frame, chance } of this.#likely(chances, best.intent)) {
      const filled = this.#fill(sentence, frame);
      if (filled !== undefined)
        return { thoughts, paraphrase: { ...filled, chance: best.chance, frameChance: chance } };
    }
    return { thoughts, refused: 'what it names does not fit' };
  }

  /** Frames of an intent, the likeliest first. */
  #likely(chances: Float32Array, intent: string): { frame: Frame; chance: number }[] {
    return [...chances.entries()]
      .filter(([head, chance]) => this.#intents[head] === intent && chance >= LEAST_FRAME)
      .sort(([, left], [, right]) => right - left)
      .flatMap(([head, chance]) => {
        const frames = this.#frames.get(this.#learnt.classifier.weights.classes[head] ?? '') ?? [];
        return frames.map((frame) => ({ frame, chance }));
      });
  }

  #thoughts(chances: Float32Array): Thought[] {
    const sums = new Map<string, number>();
    for (const [head, chance] of chances.entries()) {
      const intent = this.#intents[head] ?? '';
      sums.set(intent, (sums.get(intent) ?? 0) + chance);
    }
    return [...sums]
      .map(([intent, chance]) => ({ intent, chance }))
      .sort((left, right) => right.chance - left.chance)
      .slice(0, THOUGHTS);
  }

  #fill(sentence: Sentence, frame: Frame): Filled | undefined {
    const { grammar, utterance, words, units, kinds, context } = sentence;
    const { area } = context;
    const place = area === undefined ? undefined : findPlace(grammar.home.areas, area);
    const around: Record<string, Json> = place === undefined ? {} : { area: place.name };
    const slots: Record<string, Json> = { ...frame.slots };
    const ids: Record<string, readonly string[]> = {};
    const left = new Set(units);
    const free = frame.opens.filter((open) => open.free);
    if (free.length > 1) return undefined;
    for (const { slot } of free) {
      const stretch = freeStretch(this.#learnt.tagger, kinds, frame.intent);
      const [first, last] = [units[stretch?.from ?? -1], units[(stretch?.to ?? 0) - 1]];
      if (stretch === undefined || first === undefined || last === undefined) return undefined;
      slots[slot] = textBetween(utterance, first.from, last.to);
      for (const unit of units.slice(stretch.from, stretch.to)) left.delete(unit);
    }
    for (const open of frame.opens) {
      if (open.free) continue;
      const found = open.kinds.length > 0 ? mentionFor(sentence, open, left) : wordsFor(sentence, open, left);
      if (found === undefined) return undefined;
      slots[open.slot] = found.out;
      if (found.ids.length > 0) ids[open.slot] = found.ids;
      Object.assign(around, found.context);
      for (const unit of found.units) left.delete(unit);
    }
    // A thing or a value that has no slot would be passed over in silence.
    if ([...left].some(isMention)) return undefined;
    if (turnsOrJoins(grammar, words, [...left])) return undefined;
    const check = checkContext(frame.requires, frame.excludes, around);
    if (!check.fits) return undefined;
    for (const [slot, value] of Object.entries(check.slots)) slots[slot] ??= value;
    const meant = resolved(grammar, { intent: frame.intent, slots, ids, area }, utterance.text);
    if (meant === undefined) return undefined;
    const known = this.#learnt.vocabulary.get(headOf(frame));
    const strange = [...left]
      .map(({ kind }) => kind)
      .filter((word) => known?.has(word) !== true && !COURTESY.has(word));
    const isWhole =
      units.some(({ kind }) => kind.startsWith('§name.')) ||
      units.some((unit) => !isMention(unit) && !COURTESY.has(unit.kind) && !HOW_MUCH.has(unit.kind));
    return { ...meant, strange, isWhole };
  }
}

type Meant = Pick<Paraphrase, 'command' | 'choices'>;
type Filled = Meant & Pick<Paraphrase, 'strange' | 'isWhole'>;

/** The class of what is nothing for the house. */
export const NONE = 'none';

interface Sentence {
  readonly grammar: Grammar;
  readonly utterance: Utterance;
  readonly words: readonly string[];
  readonly units: readonly Unit[];
  readonly kinds: readonly string[];
  readonly context: MatchContext;
}

type Open = Frame['opens'][number];

interface Found {
  readonly out: Json;
  readonly ids: readonly string[];
  readonly context: Readonly<Record<string, Json>>;
  readonly units: readonly Unit[];
}

/** The thing or value among those left that the slot can have. */
function mentionFor({ grammar, words }: Sentence, open: Open, left: ReadonlySet<Unit>): Found | undefined {
  for (const unit of left) {
    if (!open.kinds.includes(unit.kind)) continue;
    const fits = readings(grammar.readers.get(open.list), words, unit.from).filter(
      ({ value, next }) =>
        next === unit.to && (open.slot !== 'name' || unit.kind === `§name.${String(value.context.domain)}`),
    );
    const [first] = fits;
    if (first === undefined) continue;
    const ids = [...new Set(fits.flatMap(({ value }) => value.ids))];
    return { out: first.value.out, ids, context: first.value.context, units: [unit] };
  }
  return undefined;
}

/** The longest words of a list among those left. */
function wordsFor({ grammar, words, units }: Sentence, open: Open, left: ReadonlySet<Unit>): Found | undefined {
  let best: (Found & { readonly length: number }) | undefined;
  for (const unit of left) {
    for (const { value, next } of readings(grammar.readers.get(open.list), words, unit.from)) {
      const within = units.filter((one) => one.from < next && one.to > unit.from);
      const isWhole = within.every((one) => left.has(one) && one.to <= next && !isMention(one));
      const length = next - unit.from;
      if (isWhole && length > (best?.length ?? 0))
        best = { out: value.out, ids: value.ids, context: value.context, units: within, length };
    }
  }
  return best;
}

/** Words that turn a sentence around, or join it to another one. */
function turnsOrJoins(grammar: Grammar, words: readonly string[], left: readonly Unit[]): boolean {
  const { negations } = connectivesOf(grammar.prepared.language);
  return left.some(({ from }) => {
    const word = words[from] ?? '';
    return negations.has(word) || TURNING.has(word);
  });
}

function resolved(
  { home }: Grammar,
  asked: {
    intent: string;
    slots: Record<string, Json>;
    ids: Record<string, readonly string[]>;
    area: string | undefined;
  },
  text: string,
): Meant | undefined {
  const { intent, slots, ids, area } = asked;
  const resolution = resolve(home, { intent, slots, ids, area });
  const command = { intent, slots, targets: [] as Target[], text };
  if (resolution.kind === 'choice') return { command, choices: resolution.choices };
  if (actsOnDevices(intent) && resolution.targets.length === 0) return undefined;
  return { command: { ...command, targets: [...resolution.targets] } };
}
