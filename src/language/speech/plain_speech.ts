import type { PreparedBlock } from '../prepared.ts';
import { type Expression, NOTHING } from '../templates/expression.ts';

/** How much of a template is kept for the ear. A recogniser hears the better the fewer sentences it listens for. */
export interface Plainness {
  /** Words that mean the same: how many of them. Authors put the usual ones first. */
  readonly synonyms: number;
  /** Whether a list that may be left out (`[in {area}]`) is listened for. Small words that may be left out always are. */
  readonly lists: boolean;
  /** Of alternatives that hold lists: how many. */
  readonly ways: number;
}

const MAX_DEPTH = 60;

/** A template with rules put in and rarely said ways left out; every list stays. Undefined where a list has nothing to say. */
export function plainSpeech(
  expression: Expression,
  block: PreparedBlock,
  plain: Plainness,
  hasList: (name: string, slot: string) => boolean,
): Expression | undefined {
  const visit = (at: Expression, depth: number): Expression | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    switch (at.kind) {
      case 'text':
        return at;
      case 'list':
        return hasList(at.list, at.slot) ? at : undefined;
      case 'rule': {
        const body = block.rule(at.rule);
        return body === undefined ? undefined : visit(body, depth + 1);
      }
      case 'sequence':
      case 'permutation': {
        const items: Expression[] = [];
        for (const item of at.items) {
          const kept = visit(item, depth + 1);
          if (kept === undefined) return undefined;
          items.push(kept);
        }
        // One order is enough to be heard.
        return at.kind === 'sequence'
          ? { kind: 'sequence', items }
          : { kind: 'sequence', items: items.flatMap((item) => [item, { kind: 'text', text: ' ' } as const]) };
      }
      case 'alternatives':
        return alternatives(at.items, depth);
    }
  };
  const alternatives = (items: readonly Expression[], depth: number): Expression | undefined => {
    const optional = items.some((item) => item === NOTHING || isEmpty(item));
    const kept: Expression[] = [];
    let literal = 0;
    let ways = 0;
    for (const item of items) {
      if (isEmpty(item)) continue;
      const inner = visit(item, depth + 1);
      if (inner === undefined) continue;
      if (saysList(inner)) {
        ways += 1;
        if ((optional && !plain.lists) || ways > plain.ways) continue;
      } else {
        literal += 1;
        if (literal > plain.synonyms) continue;
      }
      kept.push(inner);
    }
    if (kept.length === 0) return optional ? NOTHING : undefined;
    const [only] = kept;
    if (kept.length === 1 && only !== undefined && !optional) return only;
    return { kind: 'alternatives', items: optional ? [...kept, NOTHING] : kept };
  };
  return visit(expression, 0);
}

function isEmpty(expression: Expression): boolean {
  return expression.kind === 'sequence' && expression.items.length === 0;
}

function saysList(expression: Expression): boolean {
  if (expression.kind === 'list') return true;
  return 'items' in expression && expression.items.some(saysList);
}
