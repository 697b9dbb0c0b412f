import type { Grammar } from './grammar.ts';
import { NearValues } from './near_value.ts';
import type { PreparedBlock, Spoken } from './prepared.ts';
import type { Expression } from './templates/expression.ts';
import { WantedWords } from './wanted_words.ts';
import { type WordIndex, wordIndexOf } from './word_index.ts';

/** A sentence of the grammar, and how near it can come. */
export interface NearSentence {
  readonly sentence: Spoken;
  /** Wanted words that are in it, each once, less a little for each other word. */
  readonly near: number;
}

const MAX_DEPTH = 60;

/**
 * Says sentences of the grammar so that they come near to some words. Greedy: each part is said in the way that is nearest by itself. How
 * near a sentence comes is worked out in numbers; its text is made for the few that are said.
 */
export class NearSpeaker {
  readonly #grammar: Grammar;
  readonly #index: WordIndex;
  readonly #wanted: WantedWords;
  readonly #values: NearValues;
  /** Of the part measured last. A field, since a number with a fraction that is handed back is an object each time. */
  #near = 0.5;

  constructor(grammar: Grammar, wanted: Iterable<string>) {
    this.#grammar = grammar;
    this.#index = wordIndexOf(grammar);
    this.#wanted = new WantedWords(wanted);
    this.#values = new NearValues(grammar, this.#wanted);
  }

  /** Undefined where the home has nothing that the sentence could be about. */
  reach(sentence: Spoken): NearSentence | undefined {
    this.#wanted.said = 0;
    const isSaid = this.#measure(sentence.block, this.#grammar.prepared.expression(sentence), 0);
    return isSaid ? { sentence, near: this.#near } : undefined;
  }

  /** The text of a sentence that can be reached. */
  say({ sentence }: NearSentence): string {
    this.#wanted.said = 0;
    return this.#write(sentence.block, this.#grammar.prepared.expression(sentence), 0).replace(/\s+/g, ' ').trim();
  }

  /** Whether a part can be said; `#near` is then how near it comes after what was said before it. */
  #measure(block: PreparedBlock, at: Expression, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    switch (at.kind) {
      case 'text':
        this.#near = this.#wanted.say(this.#index.wordsIn(at.text));
        return true;
      case 'rule': {
        const body = block.rule(at.rule);
        return body !== undefined && this.#measure(block, body, depth + 1);
      }
      case 'list': {
        const value = this.#values.nearest(block, at.list);
        if (value === undefined) return false;
        this.#wanted.said = value.said;
        this.#near = value.near;
        return true;
      }
      case 'sequence':
      case 'permutation': {
        let all = 0;
        for (const item of at.items) {
          if (!this.#measure(block, item, depth + 1)) return false;
          all += this.#near;
        }
        this.#near = all;
        return true;
      }
      case 'alternatives':
        return this.#nearest(block, at.items, depth) !== undefined;
    }
  }

  /** The first of the nearest, measured. */
  #nearest(block: PreparedBlock, items: readonly Expression[], depth: number): Expression | undefined {
    const before = this.#wanted.said;
    let best: Expression | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let said = before;
    for (const item of items) {
      this.#wanted.said = before;
      if (!this.#measure(block, item, depth + 1) || this.#near <= most) continue;
      best = item;
      most = this.#near;
      said = this.#wanted.said;
    }
    this.#wanted.said = said;
    this.#near = most;
    return best;
  }

  /** The text of a part that can be said. */
  #write(block: PreparedBlock, at: Expression, depth: number): string {
    switch (at.kind) {
      case 'text':
        this.#wanted.say(this.#index.wordsIn(at.text));
        return at.text;
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? '' : this.#write(block, body, depth + 1);
      }
      case 'list': {
        const value = this.#values.nearest(block, at.list);
        if (value !== undefined) this.#wanted.said = value.said;
        return value?.text ?? '';
      }
      case 'sequence':
      case 'permutation':
        return at.items.map((item) => this.#write(block, item, depth + 1)).join(at.kind === 'permutation' ? ' ' : '');
      case 'alternatives': {
        const before = this.#wanted.said;
        const nearest = this.#nearest(block, at.items, depth);
        this.#wanted.said = before;
        return nearest === undefined ? '' : this.#write(block, nearest, depth + 1);
      }
    }
  }
}
