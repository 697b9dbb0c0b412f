import type { Grammar } from './grammar.ts';
import type { Sentence, Spoken } from './prepared.ts';
import { automatonOf } from './speech/automaton.ts';
import { type Plainness, plainSpeech } from './speech/plain_speech.ts';
import { SpokenLists } from './speech/spoken_lists.ts';
import { spokenWords } from './speech/spoken_words.ts';
import { type Written, writeBody } from './speech/write_jsgf.ts';
import { buildGraph, GraphError, type Scope } from './templates/build_graph.ts';
import type { Expression } from './templates/expression.ts';
import { NodePool } from './templates/node_pool.ts';
import { parseTemplate } from './templates/parse_template.ts';

export interface Jsgf {
  /** Grammar in JSGF with one public rule, `<command>`. */
  readonly jsgf: string;
  /** Every word in it, sorted: lower-case ASCII, numbers in words. */
  readonly words: readonly string[];
}

/** From generous to bare; of a sentence, the first that is small enough is taken. */
const LEVELS: readonly Plainness[] = [
  { synonyms: 5, lists: true, ways: 9 },
  { synonyms: 4, lists: false, ways: 4 },
  { synonyms: 3, lists: false, ways: 3 },
  { synonyms: 2, lists: false, ways: 2 },
  { synonyms: 2, lists: false, ways: 1 },
  { synonyms: 1, lists: false, ways: 1 },
];
/** Words that a recogniser unfolds the grammar to; pocketsphinx loads this many in about half a second. */
const MAX_SIZE = 25_000;
/** Of one sentence. */
const MAX_SENTENCE_SIZE = 160;
/** A sentence that cannot be said shorter than this is not listened for. */
const MAX_SHORTEST_SIZE = 1_000;
const MAX_STATES = 2_000;

/**
 * The part of the grammar that can be spoken in this home, for a recogniser that has no free text: names, areas and kinds of device
 * that exist, numbers as people say them, and for wildcards the vocabulary of the sentence files; sentences with other wildcards are left out.
 * Of files that say what is `spoken` it is that; else every block of sentences has its turn, first sentences first. It is full when it has `maxSize` unfolded words.
 */
export function toJsgf(grammar: Grammar, maxSize = MAX_SIZE): Jsgf {
  const lists = new SpokenLists(grammar);
  const bodies = new Set<string>();
  let size = 0;
  const { sentences } = grammar.prepared;
  const spoken = grammar.prepared.spoken();
  for (const sentence of spoken.length > 0 ? spoken : inTurns(sentences)) {
    if (size >= maxSize) break;
    const written = writeSentence(lists, sentence);
    if (
      written === undefined ||
      written.body === '' ||
      written.size > MAX_SHORTEST_SIZE ||
      bodies.has(written.body) ||
      size + written.size > maxSize
    )
      continue;
    bodies.add(written.body);
    size += written.size;
  }
  const body = bodies.size === 0 ? '<VOID>' : [...bodies].join('\n  | ');
  const used = new Set([...body.matchAll(/<(list\d+)>/g)].map(([, key]) => key ?? ''));
  const listRules = [...used].map((key) => `<${key}> = ${(lists.byKey.get(key) ?? []).join(' | ')};`);
  const jsgf = ['#JSGF V1.0;', 'grammar home;', ...listRules, `public <command> = ${body};`, ''].join('\n');
  const plain = [...listRules, body].join('\n').replace(/<\w+>( =)?/g, ' ');
  return { jsgf, words: [...new Set(plain.match(/[a-z']+/g) ?? [])].sort() };
}

/** The first sentence of every block, then the second of every block, and so on. */
function inTurns(sentences: readonly Sentence[]): Sentence[] {
  const turns = new Map<Sentence, number>();
  const counts = new Map<number, number>();
  for (const sentence of sentences) {
    const turn = counts.get(sentence.block.index) ?? 0;
    counts.set(sentence.block.index, turn + 1);
    turns.set(sentence, turn);
  }
  return [...sentences].sort(
    (one, other) => (turns.get(one) ?? 0) - (turns.get(other) ?? 0) || one.order - other.order,
  );
}

function writeSentence(lists: SpokenLists, { block, text }: Spoken): Written | undefined {
  if (!lists.isAboutSomething(block)) return undefined;
  const listKey = (list: string, slot: string): string | undefined => lists.keyOf(block, list, slot);
  const scope: Scope = { rule: () => undefined, listKey, isOpen: () => false, spell };
  const expression = parseTemplate(text);
  let smallest: Written | undefined;
  for (const level of LEVELS) {
    const plain = plainSpeech(expression, block, level, (list, slot) => listKey(list, slot) !== undefined);
    if (plain === undefined) return undefined;
    const pool = new NodePool();
    const start = graphOf(plain, scope, pool);
    const automaton = start === undefined ? undefined : automatonOf(pool, [start], MAX_STATES);
    if (automaton === undefined) continue;
    smallest = writeBody(automaton, (symbol) => lists.sizeOf(symbol), writeSymbol);
    if (smallest.size <= MAX_SENTENCE_SIZE) break;
  }
  return smallest;
}

function graphOf(expression: Expression, scope: Scope, pool: NodePool): number | undefined {
  try {
    return buildGraph(expression, scope, pool);
  } catch (fault) {
    if (fault instanceof GraphError) return undefined;
    throw fault;
  }
}

function spell(words: readonly string[]): string[][] {
  const spoken = spokenWords(words);
  return spoken === undefined || spoken.length === 0 ? [] : [spoken];
}

function writeSymbol(symbol: string): string {
  return symbol.startsWith('{') ? `<${symbol.slice(1, -1)}>` : symbol;
}
