import { describe, expect, test } from 'vitest';
import { GrammarError, readJsgf } from '../../../../src/interfaces/voice/stt/jsgf_reader.ts';
import { smallest, toFsg, type WordAutomaton } from '../../../../src/interfaces/voice/stt/word_automaton.ts';

const head = '#JSGF V1.0;\ngrammar g;\n';

function automaton(rules: string): WordAutomaton {
  return smallest(readJsgf(head + rules));
}

/** All sentences of up to `longest` words. */
function sentences({ arrows, start, final }: WordAutomaton, longest = 6): string[] {
  const found: string[] = [];
  const walk = (state: number, words: readonly string[]) => {
    if (final.has(state)) found.push(words.join(' '));
    if (words.length < longest) for (const [word, to] of arrows[state] ?? []) walk(to, [...words, word]);
  };
  walk(start, []);
  return found.sort();
}

describe('a grammar as an automaton', () => {
  test('takes the sentences of the grammar and no others', () => {
    const rules = '<room> = hall | living room; // rooms\npublic <c> = turn /0.3/ (on | off) [the] <room> {tag} light;';
    const expected = ['on', 'off'].flatMap((way) =>
      ['', 'the '].flatMap((the) => ['hall', 'living room'].map((room) => `turn ${way} ${the}${room} light`)),
    );
    expect(sentences(automaton(rules))).toEqual(expected.sort());
  });

  test('repeats, leaves out, and knows nothing and never', () => {
    expect(sentences(automaton('public <c> = a+ b;'), 3)).toEqual(['a a b', 'a b']);
    expect(sentences(automaton('public <c> = a b* <NULL> | <VOID> x;'), 3)).toEqual(['a', 'a b', 'a b b']);
    expect(sentences(automaton('public <c> = [ a ] [ b ];'))).toEqual(['', 'a', 'a b', 'b']);
  });

  test('shares what is alike: as few states as can be', () => {
    const alike = automaton(
      'public <c> = turn on the light | switch on the light | turn off the light | switch off the light;',
    );
    expect(alike.arrows).toHaveLength(5);
    const many = Array.from({ length: 40 }, (_, index) => `set w${index} to the same ending`).join(' | ');
    expect(automaton(`public <c> = ${many};`).arrows).toHaveLength(7);
  });

  test('is written with one final state, every state numbered below the count', () => {
    const fsg = toFsg(automaton('public <c> = a | a b;'));
    expect(fsg).toMatch(/^FSG_BEGIN home\nNUM_STATES (\d+)\nSTART_STATE \d+\nFINAL_STATE \d+\n/);
    const count = Number(/NUM_STATES (\d+)/.exec(fsg)?.[1]);
    for (const [, from, to] of fsg.matchAll(/^TRANSITION (\d+) (\d+)/gm)) {
      expect(Math.max(Number(from), Number(to))).toBeLessThan(count);
    }
    expect(fsg.trim().endsWith('FSG_END')).toBe(true);
  });

  test.each([
    ['public <c> = ( a | b;', 'not closed'],
    ['public <c> = a ) b;', 'closes nothing'],
    ['public <c> = <d>;', '<d> is used but not there'],
    ['<a> = <b>; <b> = x <a>; public <c> = <a>;', 'contains itself'],
    ['<c> = a;', 'no public rule'],
    ['public c = a;', 'This is no rule'],
  ])('%s is refused', (rules, why) => {
    expect(() => readJsgf(head + rules)).toThrow(why);
    expect(() => readJsgf(head + rules)).toThrow(GrammarError);
  });

  test('what is no JSGF is refused', () => {
    expect(() => readJsgf('public <c> = a;')).toThrow('does not begin with #JSGF');
  });
});
