import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { confirmedExamples, readConfirmed } from '../../../scripts/train_understanding/confirmed.ts';
import { examplesOf } from '../../../scripts/train_understanding/examples.ts';
import { trained } from '../../../scripts/train_understanding/train.ts';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { NONE, Paraphraser } from '../../../src/language/paraphrase/paraphrase.ts';
import { understandLoosely } from '../../../src/language/paraphrase/tier.ts';
import { readLearnt, readWordVectors } from '../../../src/language/paraphrase/weights.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { seeded } from '../../../src/language/templates/random.ts';
import { understand } from '../../../src/language/understand.ts';
import { house } from '../house.ts';

const vectors = readWordVectors(readFileSync(new URL('../../../data/models/en/words.bin', import.meta.url)));

/** A language small enough to be learnt in a test. */
const SENTENCES = `
language: en
lists:
  song: { wildcard: true }
intents:
  HassGetCurrentTime:
    data:
      - sentences: ["what time is it", "tell me the time", "what is the time [now]"]
  HassGetCurrentDate:
    data:
      - sentences: ["what day is it", "tell me the date", "which date is it [today]"]
  HassMediaSearchAndPlay:
    data:
      - sentences: ["play [some] {song:search_query}", "put on {song:search_query}"]
  AgentosElsewhere:
    data:
      - sentences: ["play {song} with me", "who won the match"]
`;
const { file } = readSentenceFile(SENTENCES, 'small.yaml');
if (file === undefined) throw new Error('the small language is broken');
const radio = { id: 'media_player.radio', name: 'Radio', aliases: [], area: 'parlour', state: 'idle', attributes: {} };
const grammar = compileFiles([file], { ...house, entities: [...house.entities, radio] });

function learnt(confirmed: string): Paraphraser {
  const choose = seeded(3);
  const { examples, frames, words } = examplesOf(grammar, 12, choose);
  const own = confirmedExamples(grammar, readConfirmed(confirmed, 'confirmed.jsonl'));
  const { packed } = trained({
    ...{ language: 'en', examples: [...examples, ...own.examples], others: [], frames, words, vectors, choose },
    ...{ usual: [], variants: 3, epochs: 8 },
  });
  return new Paraphraser(readLearnt(packed, vectors));
}

describe('training on what was confirmed', () => {
  const said = 'is it late by the big hand';
  const means = (paraphraser: Paraphraser) =>
    understandLoosely(understand(grammar, said), grammar, paraphraser, said).commands.map(({ intent }) => intent);
  const line = JSON.stringify({ kind: 'sentence', said, means: 'what time is it' });

  test('makes it, and what is near to it, understood; without it, it is not', () => {
    const with_ = learnt(`${line}\n`);
    expect(means(with_)).toEqual(['HassGetCurrentTime']);
    expect(with_.read(grammar, 'late by the big hand is it').thoughts[0]?.intent).toBe('HassGetCurrentTime');
    expect(means(learnt(''))).toEqual([]);
  });

  test('leaves out names, and what it cannot learn from', () => {
    const rows = [
      { kind: 'name', said: 'sparkle', means: 'Radio' },
      { said: 'gibberish of mine', means: 'no sentence of the grammar' },
      // Its free words were not said.
      { said: 'the usual please', means: 'play old blues' },
      { said: 'give me old blues', means: 'play old blues' },
    ];
    const { examples, left } = confirmedExamples(
      grammar,
      readConfirmed(rows.map((row) => JSON.stringify(row)).join('\n'), 'x'),
    );
    expect(left.map(({ said }) => said)).toEqual(['gibberish of mine', 'the usual please']);
    expect(new Set(examples.map(({ intent }) => intent))).toEqual(new Set(['HassMediaSearchAndPlay']));
    expect(examples[0]).toMatchObject({ free: [false, false, true, true] });
  });

  test('names the line that is wrong', () => {
    expect(() => readConfirmed(`${line}\nnot json`, 'mine.jsonl')).toThrow(/mine\.jsonl, line 2 is no JSON/);
    expect(() => readConfirmed('{"said":"x"}', 'mine.jsonl')).toThrow(/mine\.jsonl, line 1/);
  });
});

test('what is nothing for the house is learnt as nothing', () => {
  const { examples, frames } = examplesOf(grammar, 4, seeded(1));
  expect(examples.filter(({ kinds }) => kinds.includes('won')).map(({ head }) => head)).toContain(NONE);
  expect(frames.some(({ intent }) => intent === 'AgentosElsewhere')).toBe(false);
});

test('all words that stand in a sentence are known, sampled or not', () => {
  const { words } = examplesOf(grammar, 1, seeded(1));
  expect([...(words.get('HassGetCurrentDate') ?? [])].sort()).toEqual(
    ['what', 'day', 'is', 'it', 'tell', 'me', 'the', 'date', 'which', 'today'].sort(),
  );
});

test('the same seed gives the same weights, small ones', () => {
  const one = () => {
    const choose = seeded(5);
    const { examples, frames, words } = examplesOf(grammar, 4, choose);
    const course = { language: 'en', examples, others: [], frames, words, vectors, usual: [], choose };
    return trained({ ...course, variants: 1, epochs: 1 }).packed;
  };
  const packed = one();
  expect(one()).toEqual(packed);
  expect(packed.length).toBeLessThan(5_000_000);
});
