import { expect, test } from 'vitest';
import type { Recogniser, SpeechGrammar } from '../../../src/interfaces/voice/stt.ts';
import { Vocabulary } from '../../../src/interfaces/voice/vocabulary.ts';
import { grammarOf } from './home_grammar.ts';

const grammar = (word: string): SpeechGrammar => ({
  ...grammarOf(`#JSGF V1.0;\ngrammar g;\npublic <c> = ${word};\n`),
  hash: word,
});

/** A house whose words, or whose failure, are set by the test. */
function house(first: unknown) {
  const it = { answer: first, followed: [] as string[], troubles: [] as string[] };
  const recogniser: Recogniser = {
    name: 'none',
    freeText: false,
    streams: false,
    follow: async ({ hash }) => void it.followed.push(hash),
    recognise: async () => ({ text: '', confidence: 0, alternatives: [] }),
    close: async () => {},
  };
  const call = async (): Promise<unknown> => {
    if (it.answer instanceof Error) throw it.answer;
    return it.answer;
  };
  return { it, vocabulary: new Vocabulary({ call }, recogniser, (text) => void it.troubles.push(text)) };
}

test('the recogniser follows the house, and is left alone where nothing changed', async () => {
  const { it, vocabulary } = house(grammar('one'));
  await vocabulary.open();
  await vocabulary.refresh();
  it.answer = grammar('two');
  await vocabulary.refresh();
  expect(it.followed).toEqual(['one', 'two']);
});

test('without a first vocabulary it cannot begin', async () => {
  await expect(house(new Error('no daemon')).vocabulary.open()).rejects.toThrow('no daemon');
  await expect(house({ jsgf: '' }).vocabulary.open()).rejects.toThrow();
});

test('a refresh that fails keeps the old one, and is told once until it works again', async () => {
  const { it, vocabulary } = house(grammar('one'));
  await vocabulary.open();
  it.answer = new Error('gone');
  await vocabulary.refresh();
  await vocabulary.refresh();
  expect(it.troubles).toEqual(["The house's vocabulary could not be refreshed: gone"]);
  it.answer = grammar('one');
  await vocabulary.refresh();
  it.answer = new Error('gone');
  await vocabulary.refresh();
  expect(it.troubles).toHaveLength(2);
  expect(it.followed).toEqual(['one']);
});
