import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Json } from '../../src/language/home.ts';
import { understand } from '../../src/language/understand.ts';
import { house, readGood } from './house.ts';

/** What the first match of a text is, in a grammar of one block with these templates. */
function matcher(block: string, rest = '') {
  const file = readGood(
    `language: en\nintents:\n  Found:\n    data:\n      - ${block.trim().replaceAll('\n', '\n        ')}\n${rest}`,
  );
  const grammar = compileFiles([file], house);
  return (text: string, area?: string): Readonly<Record<string, Json>> | undefined =>
    grammar.match(text, { area })[0]?.slots;
}

describe('the template syntax of Home Assistant', () => {
  test('optional parts, alternatives, and both inside words', () => {
    const find = matcher('sentences: ["[please] (ring|sound) the bell[s] [now]"]');
    for (const text of ['ring the bell', 'please sound the bells now', 'ring the bells'])
      expect(find(text)).toEqual({});
    for (const text of ['ring bell', 'ring the bell s', 'please the bell']) expect(find(text)).toBeUndefined();
  });

  test('permutations take all parts in any order', () => {
    const find = matcher('sentences: ["(ring;the bell;[twice])"]');
    for (const text of ['ring the bell', 'the bell ring', 'twice the bell ring', 'ring twice the bell'])
      expect(find(text)).toEqual({});
    expect(find('ring ring')).toBeUndefined();
  });

  test('expansion rules, of the file and of the block, one inside the other', () => {
    const find = matcher(
      'sentences: ["<ring> <bell>"]\nexpansion_rules: { bell: "[the] {size} bell" }',
      'expansion_rules:\n  ring: "(ring|<again>)"\n  again: "ring again"\nlists:\n  size: { values: [small, large] }\n',
    );
    expect(find('ring again the large bell')).toEqual({ size: 'large' });
    expect(find('ring small bell')).toEqual({ size: 'small' });
  });

  test('text lists: in, out, in without out, templates, numbers as values, context and metadata of a value', () => {
    const find = matcher(
      'sentences: ["play the {tune} [(loud|soft)ly]"]\nexcludes_context: { kind: banned }',
      `lists:
  tune:
    values:
      - waltz
      - { in: "(jig|reel)[s]", out: dance }
      - { in: "lullab(y|ies)" }
      - { in: "number one", out: 1 }
      - { in: "anthem", out: anthem, context: { kind: banned }, metadata: { year: 1900 } }
`,
    );
    expect(find('play the waltz')).toEqual({ tune: 'waltz' });
    expect(find('play the reels softly')).toEqual({ tune: 'dance' });
    expect(find('play the lullabies')).toEqual({ tune: 'lullabies' });
    expect(find('play the number one')).toEqual({ tune: 1 });
    expect(find('play the anthem')).toBeUndefined();
  });

  test('ranges: bounds, steps, a single number, negative multipliers, fractions with point or comma, numbers as words', () => {
    const find = matcher(
      'sentences: ["up {tens}", "down {tens_down}", "half {halves}", "fine {tenths}", "only {one}", "share {share}"]',
      `lists:
  tens: { range: { from: 10, to: 50, step: 10 } }
  tens_down: { range: { from: 10, to: 50, step: 10, multiplier: -1 } }
  halves: { range: { type: temperature, from: 0, to: 30, fractions: halves } }
  tenths: { range: { type: temperature, from: -5, to: 30, fractions: tenths } }
  one: { range: { from: 7, to: 7 } }
  share: { range: { type: percentage, from: 0, to: 100 } }
`,
    );
    expect(find('up twenty')).toEqual({ tens: 20 });
    for (const text of ['up 25', 'up 60', 'up 20.5']) expect(find(text)).toBeUndefined();
    expect(find('down 30')).toEqual({ tens_down: -30 });
    expect(find('half 20.5')).toEqual({ halves: 20.5 });
    expect(find('half twenty and a half')).toEqual({ halves: 20.5 });
    expect(find('half 20.3')).toBeUndefined();
    expect(find('fine 20,3')).toEqual({ tenths: 20.3 });
    expect(find('fine minus 3.5')).toEqual({ tenths: -3.5 });
    expect(find('only 7')).toEqual({ one: 7 });
    expect(find('share 40%')).toEqual({ share: 40 });
  });

  test('wildcards take what is left of them, with several in a sentence and punctuation inside', () => {
    const find = matcher(
      'sentences: ["tell {whom} that {what}"]',
      'lists:\n  whom: { wildcard: true }\n  what: { wildcard: true }\n',
    );
    expect(find("tell Aunt Mary that dinner's at 8:30, sharp")).toEqual({
      whom: 'Aunt Mary',
      what: "dinner's at 8:30, sharp",
    });
    expect(find('tell that dinner is ready')).toBeUndefined();
  });

  test('a list may fill a slot of another name, or only serve the reply', () => {
    const find = matcher(
      'sentences: ["move from {place:origin} to {place:goal} [by {place:@way}]"]',
      'lists:\n  place: { values: [attic, cellar, stairs] }\n',
    );
    expect(find('move from attic to cellar by stairs')).toEqual({ origin: 'attic', goal: 'cellar' });
  });

  test('fixed slots, the context that is required, that is excluded, and that is copied to a slot', () => {
    const lamp = matcher('sentences: ["light {name}"]\nslots: { mode: full }\nrequires_context: { domain: light }');
    const name = house.entities.find(({ id }) => id.startsWith('light.'))?.name ?? '';
    expect(lamp(`light ${name}`)).toEqual({ mode: 'full', name });
    const fan = house.entities.find(({ id }) => id.startsWith('fan.'))?.name ?? '';
    expect(lamp(`light ${fan}`)).toBeUndefined();
    const none = matcher('sentences: ["light {name}"]\nexcludes_context: { domain: [light, switch] }');
    expect(none(`light ${name}`)).toBeUndefined();
    expect(none(`light ${fan}`)).toEqual({ name: fan });
    const here = matcher('sentences: ["light up"]\nrequires_context: { area: { slot: true } }');
    const area = house.areas[0]?.name ?? '';
    expect(here('light up', area)).toEqual({ area });
    expect(here('light up')).toBeUndefined();
  });

  test('keywords that must be said, words that may not be, and words that are skipped', () => {
    const find = matcher(
      'sentences: ["[do] {what}"]\nrequired_keywords: [dance, sing]\nexcluded_keywords: [never]',
      'lists:\n  what: { wildcard: true }\n',
    );
    expect(find('do a dance')).toEqual({ what: 'a dance' });
    expect(find('do a jump')).toBeUndefined();
    expect(find('do never dance')).toBeUndefined();
    const file = readGood(
      'language: en\nskip_words: ["if (you|thou) like", "forsooth[ly]"]\nintents:\n  Found:\n    data:\n      - sentences: ["ring the bell"]\n',
    );
    const grammar = compileFiles([file], house);
    for (const text of ['forsooth ring the bell if you like', 'forsoothly ring the bell if thou like'])
      expect(understand(grammar, text).commands).toMatchObject([{ intent: 'Found' }]);
  });

  test('names of responses, metadata, signs that are escaped, and letters of other languages', () => {
    const file = readGood(`language: de
intents:
  Found:
    data:
      - sentences: ["(schließ|schließe) die (Türe|Tür) \\\\(ganz\\\\)"]
        response: closed
        metadata: { author: somebody }
`);
    const [match] = compileFiles([file], house).match('Schliesse die Tür ganz');
    expect(match).toMatchObject({ intent: 'Found', response: 'closed', metadata: { author: 'somebody' } });
  });
});

test('of sentences that fit alike the stated order decides: added, fewer loose words, longer name, more own words', () => {
  const file = readGood(`language: en
lists:
  what: { wildcard: true }
intents:
  Loose: { data: [{ sentences: ["ring {what}"] }] }
  Plain: { data: [{ sentences: ["ring the bell", "ring (the|a) bell"] }] }
  Mine: { data: [{ sentences: ["ring the old bell"], metadata: { custom_sentence: true } }] }
  Theirs: { data: [{ sentences: ["ring the old bell"] }] }
`);
  const grammar = compileFiles([file], house);
  expect(grammar.match('ring the bell').map(({ intent }) => intent)).toEqual(['Plain', 'Loose']);
  expect(grammar.match('ring the old bell').map(({ intent }) => intent)).toEqual(['Mine', 'Theirs', 'Loose']);
});
