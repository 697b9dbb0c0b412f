import type { Grammar } from './grammar.ts';
import { checkContext } from './match_context.ts';
import type { Prepared, PreparedBlock, Spoken } from './prepared.ts';
import type { SlotValue } from './slot_value.ts';
import type { Expression } from './templates/expression.ts';
import { parseTemplate } from './templates/parse_template.ts';
import { type Choose, seeded } from './templates/random.ts';
import { usefulIntent } from './useful.ts';
import { wordIndexOf } from './word_index.ts';

export interface SampleOptions {
  readonly choose?: Choose;
  /** What to say for a wildcard, by the list's name. A sentence with a wildcard that has no words here is not sampled. */
  readonly wildcards?: Readonly<Record<string, readonly string[]>>;
}

/** Things to say for `value:` lists. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  number: ['3', '12'],
  ordinal: ['second', 'third'],
  percent: ['50 percent', '20 percent'],
  temperature: ['21 degrees', '19 degrees'],
  duration: ['10 minutes', '5 minutes', 'an hour'],
  time: ['7:30', '6 pm', 'noon'],
  when: ['at 7:30', 'tomorrow at 8', 'every weekday at half past six'],
  color: ['red', 'blue', 'warm white'],
};

const MAX_DEPTH = 60;
/** Percents and degrees have no more values. */
const HUNDRED = 100;

/** One sentence that a template stands for in this home, or undefined where the home has nothing that it could be about. */
export function sampleSentence(grammar: Grammar, sentence: Spoken, options: SampleOptions = {}): string | undefined {
  const sampler = new Sampler(grammar, sentence.block, options);
  return sampler.say(parseTemplate(sentence.text))?.replace(/\s+/g, ' ').trim();
}

/** Sentences for "what can I say?": one for each intent that this home can be asked for, each understood as that intent. */
export function examples(
  grammar: Grammar,
  options: { area?: string; seed?: number; wildcards?: SampleOptions['wildcards'] } = {},
): { intent: string; text: string }[] {
  const choose = seeded(options.seed ?? 1);
  const found = new Map<string, string>();
  for (const sentence of grammar.prepared.sentences) {
    const { intent } = sentence.block;
    if (found.has(intent)) continue;
    for (let tries = 0; tries < 3 && !found.has(intent); tries++) {
      const text = sampleSentence(grammar, sentence, {
        choose,
        ...(options.wildcards === undefined ? {} : { wildcards: options.wildcards }),
      });
      if (text === undefined) break;
      if (usefulIntent(grammar, text, { area: options.area }, true) === intent) found.set(intent, text);
    }
  }
  return [...found].map(([intent, text]) => ({ intent, text }));
}

class Sampler {
  readonly #grammar: Grammar;
  readonly #block: PreparedBlock;
  readonly #options: SampleOptions;
  readonly #choose: Choose;

  constructor(grammar: Grammar, block: PreparedBlock, options: SampleOptions) {
    this.#grammar = grammar;
    this.#block = block;
    this.#options = options;
    this.#choose = options.choose ?? seeded(1);
  }

  say(at: Expression, depth = 0): string | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (at.kind) {
      case 'text':
        return at.text;
      case 'rule': {
        const body = this.#block.rule(at.rule);
        return body === undefined ? undefined : this.say(body, depth + 1);
      }
      case 'list':
        return this.#sayList(at.list);
      case 'sequence':
      case 'permutation': {
        const parts = at.items.map((item) => this.say(item, depth + 1));
        return parts.some((part) => part === undefined) ? undefined : parts.join(at.kind === 'permutation' ? ' ' : '');
      }
      case 'alternatives': {
        for (const item of this.#shuffled(at.items)) {
          const text = this.say(item, depth + 1);
          if (text !== undefined) return text;
        }
        return undefined;
      }
    }
  }

  #sayList(name: string): string | undefined {
    const key = this.#block.listKey(name);
    const reader = key === undefined ? undefined : this.#grammar.readers.get(key);
    if (key === undefined || reader === undefined) return undefined;
    if (reader.kind === 'words') {
      const forms = wordIndexOf(this.#grammar)
        .forms(key)
        .filter((form) => form.things.some((value) => valueFits(this.#block, name, value)));
      return forms[this.#choose(forms.length)]?.text;
    }
    const said = this.#options.wildcards?.[name] ?? saidFor(this.#grammar.prepared, key, name);
    return said[this.#choose(said.length)];
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const from = this.#choose(items.length);
    return [...items.slice(from), ...items.slice(0, from)];
  }
}

/** Whether a value of a list can stand in a block: a device of a kind that the block is about. */
export function valueFits(block: PreparedBlock, list: string, value: SlotValue): boolean {
  if (list !== 'name') return true;
  const domain = value.context.domain;
  if (block.nameDomains !== undefined && !(typeof domain === 'string' && block.nameDomains.includes(domain)))
    return false;
  return checkContext(block.deviceRequires, block.excludes, value.context).fits;
}

/** Things to say for a list that is not made of words; numbers of a range that are among `wanted` first. */
export function saidFor(prepared: Prepared, key: string, name: string, wanted: readonly string[] = []): string[] {
  const list = prepared.list(key);
  if (list?.kind === 'value') return [...(SAID[list.parser] ?? [])];
  if (list?.kind === 'wildcard') return [...prepared.vocabularyOf(name)];
  if (list?.kind !== 'range') return [];
  const numbers = wanted.filter((word) => /^\d+$/.test(word) && Number(word) >= list.from && Number(word) <= list.to);
  const { from, to, step } = list;
  // The middle of what has hundreds is nothing that anybody says: minutes, for example, go to 1000.
  const round =
    to - from > HUNDRED ? [10, 5, 20].filter((one) => one >= from && one <= to && (one - from) % step === 0) : [];
  const middle = [0.5, 0.2, 0.75].map((part) => from + Math.round(((to - from) * part) / step) * step);
  return [...numbers, ...(round.length > 0 ? round : middle).map(String)];
}
