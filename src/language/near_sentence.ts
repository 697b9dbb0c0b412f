import type { Grammar } from './grammar.ts';
import type { PreparedBlock, Spoken } from './prepared.ts';
import { saidFor, valueFits } from './sample.ts';
import type { Expression } from './templates/expression.ts';
import { parseTemplate } from './templates/parse_template.ts';
import { type Form, type WordIndex, wordIndexOf } from './word_index.ts';

export interface NearSentence {
  readonly text: string;
  /** Wanted words that are in it, each once, less a little for each other word. */
  readonly near: number;
}

interface Said extends NearSentence {
  /** Wanted words that have been said, a bit each. */
  readonly used: number;
}

const OTHER_WORD = 0.45;
const MAX_DEPTH = 60;
const MAX_WANTED = 30;

/** Says sentences of the grammar so that they come near to some words. Greedy: each part is said in the way that is nearest by itself. */
export class NearSpeaker {
  readonly #grammar: Grammar;
  readonly #index: WordIndex;
  /** Folded word → its bit. */
  readonly #wanted: ReadonlyMap<string, number>;
  readonly #forms = new Map<string, Said | undefined>();

  /** Of more than 30 words the first count. */
  constructor(grammar: Grammar, wanted: ReadonlySet<string>) {
    this.#grammar = grammar;
    this.#index = wordIndexOf(grammar);
    this.#wanted = new Map([...wanted].slice(0, MAX_WANTED).map((word, index) => [word, 1 << index]));
  }

  /** Undefined where the home has nothing that the sentence could be about. */
  say({ block, text }: Spoken): NearSentence | undefined {
    const said = this.#say(block, parseTemplate(text), 0, 0);
    return said === undefined ? undefined : { text: said.text.replace(/\s+/g, ' ').trim(), near: said.near };
  }

  #say(block: PreparedBlock, at: Expression, used: number, depth: number): Said | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (at.kind) {
      case 'text':
        return this.#sayWords(at.text, at.text.split(/\s+/), used);
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? undefined : this.#say(block, body, used, depth + 1);
      }
      case 'list':
        return this.#sayList(block, at.list, used);
      case 'sequence':
      case 'permutation': {
        let all: Said = { text: '', near: 0, used };
        for (const item of at.items) {
          const said = this.#say(block, item, all.used, depth + 1);
          if (said === undefined) return undefined;
          const between = at.kind === 'permutation' ? ' ' : '';
          all = { text: all.text + between + said.text, near: all.near + said.near, used: said.used };
        }
        return all;
      }
      case 'alternatives':
        return nearest(at.items.map((item) => this.#say(block, item, used, depth + 1)));
    }
  }

  #sayWords(text: string, words: readonly string[], before: number): Said {
    let used = before;
    let near = 0;
    for (const word of words) {
      if (word === '') continue;
      const bit = this.#wanted.get(word) ?? 0;
      near += bit !== 0 && (used & bit) === 0 ? 1 : -OTHER_WORD;
      used |= bit;
    }
    return { text, near, used };
  }

  #sayList(block: PreparedBlock, name: string, used: number): Said | undefined {
    const key = block.listKey(name);
    const reader = key === undefined ? undefined : this.#grammar.readers.get(key);
    if (key === undefined || reader === undefined) return undefined;
    // Blocks with the same conditions can say the same names.
    const about = name === 'name' ? block.about : '';
    const asked = `${key} ${used} ${about}`;
    if (this.#forms.has(asked)) return this.#forms.get(asked);
    const said = reader.kind === 'words' ? this.#sayForm(block, key, name, used) : this.#sayValue(key, name, used);
    this.#forms.set(asked, said);
    return said;
  }

  #sayForm(block: PreparedBlock, key: string, name: string, used: number): Said | undefined {
    const fits = (form: Form): boolean => form.things.some((value) => valueFits(block, name, value));
    const having = new Map<Form, number>();
    for (const [word, bit] of this.#wanted) {
      if ((used & bit) !== 0) continue;
      for (const form of this.#index.formsWith(key, word)) having.set(form, (having.get(form) ?? 0) + 1);
    }
    const nearness = ([form, count]: readonly [Form, number]): number =>
      count - (form.words.length - count) * OTHER_WORD;
    const near = [...having].sort((one, other) => nearness(other) - nearness(one));
    // A device that was not spoken of at all is not put in.
    const found = near.find(([form]) => fits(form))?.[0] ?? (name === 'name' ? undefined : this.#index.forms(key)[0]);
    return found === undefined ? undefined : this.#sayWords(found.text, found.words, used);
  }

  #sayValue(key: string, name: string, used: number): Said | undefined {
    const said = saidFor(this.#grammar.prepared, key, name, [...this.#wanted.keys()]);
    return nearest(said.map((text) => this.#sayWords(text, text.split(' '), used)));
  }
}

/** The first of the nearest. */
function nearest(ways: readonly (Said | undefined)[]): Said | undefined {
  let best: Said | undefined;
  for (const way of ways) if (way !== undefined && (best === undefined || way.near > best.near)) best = way;
  return best;
}
