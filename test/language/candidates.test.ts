import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { Deriver } from '../../src/language/derive.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import { inOrderOnce, type Match, toMatch } from '../../src/language/match.ts';
import { sampleSentence } from '../../src/language/sample.ts';
import { seeded } from '../../src/language/templates/random.ts';
import { tokenize } from '../../src/language/text.ts';
import { house, houseFiles, readGood } from './house.ts';

const folder = join(import.meta.dirname, '../../data/sentences/en');
const shipped = readdirSync(folder).map((name) => readGood(readFileSync(join(folder, name), 'utf8'), name));
const grammars: readonly (readonly [string, Grammar])[] = [
  ['small', compileFiles(houseFiles, house)],
  ['shipped', compileFiles(shipped, house)],
];

/** What fits when every sentence is tried. */
function triedOnAll({ prepared, readers }: Grammar, text: string): { matches: Match[]; needArea: Match[] } {
  const utterance = tokenize(text);
  const deriver = new Deriver(prepared.graph, prepared.vocabulary, readers, utterance.text);
  const rest = deriver.rest(utterance.tokens);
  const matches: Match[] = [];
  const needArea: Match[] = [];
  for (const sentence of utterance.tokens.length === 0 ? [] : prepared.sentences) {
    const { keywords, strangers } = sentence.block;
    if (utterance.tokens.some(({ word }) => strangers.includes(word))) continue;
    if (keywords.length > 0 && !utterance.tokens.some(({ word }) => keywords.includes(word))) continue;
    for (const way of deriver.ways(sentence.start, rest)) {
      const found = toMatch(sentence, way, utterance, {});
      if (found !== undefined) (found.needsArea ? needArea : matches).push(found.match);
    }
  }
  return { matches: inOrderOnce(matches), needArea: inOrderOnce(needArea) };
}

describe.each(grammars)('the candidates of the %s sentences', (_, grammar) => {
  const choose = seeded(11);
  const wildcards = Object.fromEntries(
    [...grammar.readers]
      .filter(([, { kind }]) => kind === 'wildcard')
      .map(([key]) => [key, ['two red apples', 'lamp']]),
  );
  const samples = grammar.prepared.sentences
    .flatMap((sentence) => sampleSentence(grammar, sentence, { choose, wildcards }) ?? [])
    .filter((_sample, index, all) => all.length < 200 || index % 8 === 0);
  const said = fc.constantFrom(...samples);
  const words = said.map((text) => text.split(' '));

  const expectAll = (text: string): void => {
    expect(grammar.recognize(text)).toEqual(triedOnAll(grammar, text));
  };

  test('hold every sentence that its own samples fit', () => {
    const understood = samples.filter((text) => grammar.match(text).length > 0);
    expect(understood.length).toBeGreaterThan(samples.length / 2);
    for (const text of samples) expectAll(text);
  });

  test('hold every sentence that fits what is nearly one, or two in one', () => {
    const without = fc
      .tuple(words, fc.nat())
      .map(([one, at]) => one.filter((_word, index) => index !== at % one.length));
    const spliced = fc
      .tuple(words, words, fc.nat(), fc.nat())
      .map(([one, other, from, to]) => [
        ...one.slice(0, from % (one.length + 1)),
        ...other.slice(to % (other.length + 1)),
      ]);
    fc.assert(
      fc.property(fc.oneof(without, spliced), (mixed) => expectAll(mixed.join(' '))),
      { numRuns: 150, seed: 4 },
    );
  });
});

test('a sentence with words that none has keeps those that take any words', () => {
  const [, grammar] = grammars[0] ?? [];
  expect(grammar?.match('play zorblax quixotry').map(({ slots }) => slots)).toEqual([
    { search_query: 'zorblax quixotry' },
  ]);
  expect(grammar?.match('turn on zorblax')).toEqual([]);
});
