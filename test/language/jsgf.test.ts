import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { toJsgf } from '../../src/language/jsgf.ts';
import { house, houseFiles, readGood } from './house.ts';

const grammar = compileFiles(houseFiles, house);

/** The grammar as one regular expression over its words. */
function accepts(jsgf: string): (text: string) => boolean {
  const rules = new Map(
    [...jsgf.matchAll(/^(?:public )?<(\w+)> = ([\s\S]*?);$/gm)].map(([, name = '', body = '']) => [name, body]),
  );
  const pattern = (body: string): string =>
    body
      .replace(/<(\w+)>/g, (_, name: string) => `(${rules.get(name) ?? 'MISSING'})`)
      .replace(/[a-z']+/g, (word) => `${word}_`)
      .replace(/\[/g, '(')
      .replace(/\]/g, ')?')
      .replace(/\s+/g, '');
  const whole = new RegExp(`^(?:${pattern(rules.get('command') ?? '')})$`);
  return (text) => whole.test(`${text.split(' ').join('_')}_`);
}

describe('the grammar for a recogniser', () => {
  const { jsgf, words } = toJsgf(grammar);
  const hears = accepts(jsgf);

  test.each([
    'turn on the pantry ceiling',
    'switch off led strip two',
    "turn on gran's kettle",
    'open the loft blinds',
    'dim the loft lights to twenty five percent',
    'what time is it',
    "what's the time",
    'set a timer for ten minutes',
    'turn on the lights in here',
  ])('hears %s', (text) => {
    expect(hears(text)).toBe(true);
  });

  test.each([
    'turn on the skylight',
    'open the reading lamp',
    'add milk to my list',
    'play waltzes',
    'turn on the chandelier',
    'turn on',
  ])('does not hear %s', (text) => {
    expect(hears(text)).toBe(false);
  });

  test('is in plain words, each listed', () => {
    expect(words.every((word) => /^[a-z']+$/.test(word))).toBe(true);
    for (const word of ['skylight', 'fifteen', "what's", 'blinds', 'strip']) expect(words).toContain(word);
    expect(words).not.toContain('curtains');
    expect(words).not.toContain('command');
  });

  test('is cut to size', () => {
    expect(toJsgf(grammar, 40).jsgf.length).toBeLessThan(jsgf.length / 2);
    expect(toJsgf(compileFiles([], house)).jsgf).toContain('<VOID>');
  });

  test('listens for the vocabulary of wildcards and for what files say is spoken', () => {
    const vocabulary = readGood('language: en\nvocabulary: { item: [jam, brown sauce] }');
    expect(accepts(toJsgf(compileFiles([...houseFiles, vocabulary], house)).jsgf)('add brown sauce to my list')).toBe(
      true,
    );
    const spoken = readGood(
      'language: en\nspoken: [{ sentences: ["start {name}"], requires_context: { domain: fan } }]',
    );
    const few = toJsgf(compileFiles([...houseFiles, spoken], house));
    expect(few.words).toEqual(['big', 'fan', 'start']);
    expect(accepts(few.jsgf)('start big fan')).toBe(true);
  });
});
