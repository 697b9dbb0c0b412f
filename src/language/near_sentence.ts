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

  constructor(grammar: Grammar, wanted: Iterable<string>) {
    this.#grammar = grammar;
    this.#index = wordIndexOf(grammar);
    this.#wanted = new WantedWords(wanted);
    this.#values = new NearValues(grammar, this.#wanted);
  }

  /** Undefined where the home has nothing that the sentence could be about. */
  reach(sentence: Spoken): NearSentence | undefined {
    this.#wanted.said = 0;
    const near = this.#measure(sentence.block, this.#grammar.prepared.expression(sentence), 0);
    return near === undefined ? undefined : { sentence, near };
  }

  /** The text of a sentence that can be reached. */
  say({ sentence }: NearSentence): string {
    this.#wanted.said = 0;
    return this.#write(sentence.block, this.#grammar.prepared.expression(sentence), 0).replace(/\s+/g, ' ').trim();
  }

  /** How near a part comes after what was said before it; undefined where it cannot be said. */
  #measure(block: PreparedBlock, at: Expression, depth: number): number | undefined {
    if (depth > MAX_DEPTH) return undefined;
    switch (at.kind) {
      case 'text':
        return this.#wanted.say(this.#index.wordsIn(at.text));
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? undefined : this.#measure(block, body, depth + 1);
      }
      case 'list': {
        const value = this.#values.nearest(block, at.list);
        if (value !== undefined) this.#wanted.said = value.said;
        return value?.near;
      }
      case 'sequence':
      case 'permutation': {
        let all = 0;
        for (const item of at.items) {
          const near = this.#measure(block, item, depth + 1);
          if (near === undefined) return undefined;
          all += near;
        }
        return all;
      }
      case 'alternatives':
        return this.#nearest(block, at.items, depth)?.near;
    }
  }

  /** The first of the nearest; what it says has been said then. */
  #nearest(
    block: PreparedBlock,
    items: readonly Expression[],
    depth: number,
  ): { item: Expression; near: number } | undefined {
    const before = this.#wanted.said;
    let best: Expression | undefined;
    let most = Number.NEGATIVE_INFINITY;
    let said = before;
    for (const item of items) {
      this.#wanted.said = before;
      const near = this.#measure(block, item, depth + 1);
      if (near === undefined || near <= most) continue;
      best = item;
      most = near;
      said = this.#wanted.said;
    }
    this.#wanted.said = said;
    return best === undefined ? undefined : { item: best, near: most };
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
        return nearest === undefined ? '' : this.#write(block, nearest.item, depth + 1);
      }
    }
  }
}
