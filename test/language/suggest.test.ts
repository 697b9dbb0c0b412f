import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { suggest } from '../../src/language/suggest.ts';
import { house, houseFiles } from './house.ts';

const grammar = compileFiles(houseFiles, house);

describe('suggestions', () => {
  test.each([
    ['turn on the redaing lamp', 'turn on the reading lamp'],
    ['swich off the big fan', 'switch off the big fan'],
    ['turn the lights in the loft off', 'turn off lights in loft'],
  ])('%s', (text, suggestion) => {
    expect(suggest(grammar, text)).toBe(suggestion);
  });

  test.each([
    'make me a sandwich',
    'turn off the opera in the loft please and sing',
    'dim the strip of paper with your scissors',
    'what is the light of my life',
    'is the big fan running',
    'turn off all lights but the loft',
    '',
    'xyzzy plugh',
  ])('none for %j', (text) => {
    expect(suggest(grammar, text)).toBeUndefined();
  });

  test.each([
    ['off big fan thingy', 'off', 'on'],
    ['open up skylight thingy', 'open', 'close'],
    ['loft lights brighter thingy', 'brighter', 'darker'],
  ])('for %j never the contrary', (text, said, contrary) => {
    const found = suggest(grammar, text)?.split(' ') ?? [said];
    expect(found.includes(contrary) && !found.includes(said)).toBe(false);
  });

  test('are understood and about something in the house', () => {
    for (const text of ['lights loft', 'fan big on now', 'dim strip', 'skylight open it up', 'timer minutes']) {
      const found = suggest(grammar, text);
      if (found !== undefined) expect(grammar.match(found).length, found).toBeGreaterThan(0);
    }
  });
});
