import { describe, expect, test } from 'vitest';
import { answersTo } from '../../../src/interfaces/voice/answers.ts';
import { readJsgf } from '../../../src/interfaces/voice/stt/jsgf_reader.ts';
import { parseYesNo } from '../../../src/language/yes_no.ts';

function sentencesOf(answers: ReturnType<typeof answersTo>): string[] {
  const rule = /= (.*);/.exec(answers?.grammar.jsgf ?? '')?.[1] ?? '';
  return rule.split(' | ').filter((sentence) => sentence !== '');
}

const choosing = (...choices: string[]) => answersTo({ kind: 'question', choices });

describe('what may be said to a question', () => {
  test('to a yes or no, only what is plainly one of them', () => {
    const sentences = sentencesOf(answersTo({ kind: 'confirm' }));
    expect(sentences).toContain('yes');
    expect(sentences).toContain('never mind');
    for (const sentence of sentences) expect(parseYesNo(sentence), sentence).toBeDefined();
  });

  test('to choices, each in full, by its beginning and by its place; nothing that two have', () => {
    const answers = choosing('the 5 minute timer', 'the 5 minute timer in the kitchen', 'the 10 minute timer');
    expect(answers?.choices.get('the five minute timer')).toBe('the 5 minute timer');
    expect(answers?.choices.get('five minute timer in the kitchen')).toBe('the 5 minute timer in the kitchen');
    expect(answers?.choices.get('the ten minute one')).toBe('the 10 minute timer');
    expect(answers?.choices.get('the second one')).toBe('the 5 minute timer in the kitchen');
    expect(answers?.choices.has('the five minute one')).toBe(false);
    const sentences = sentencesOf(answers);
    for (const sentence of sentences)
      expect(answers?.choices.has(sentence) || parseYesNo(sentence) === false, sentence).toBe(true);
    expect(() => readJsgf(answers?.grammar.jsgf ?? '')).not.toThrow();
    expect(answers?.grammar.words).toEqual([...new Set(sentences.join(' ').split(' '))].sort());
  });

  test('a no is never a choice', () => {
    const answers = choosing('no room', 'office');
    expect(answers?.choices.has('no')).toBe(false);
    expect(answers?.choices.get('no room')).toBe('no room');
  });

  test('a choice that cannot be pronounced still has its place', () => {
    expect(choosing('Kitchen', '居間')?.choices.get('the second one')).toBe('居間');
  });

  test('anything, where nothing is to be chosen from', () => {
    expect(answersTo({ kind: 'question' })).toBeUndefined();
    expect(choosing()).toBeUndefined();
  });
});
