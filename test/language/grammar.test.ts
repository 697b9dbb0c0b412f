import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { house, houseFiles, readGood } from './house.ts';

const grammar = compileFiles(houseFiles, house);

function best(text: string, area?: string): [string, unknown] | undefined {
  const match = grammar.match(text, { area })[0];
  return match === undefined ? undefined : [match.intent, match.slots];
}

describe('matching', () => {
  test.each<[string, string, object]>([
    ['turn on the pantry ceiling', 'HassTurnOn', { name: 'Pantry Ceiling' }],
    ['Switch Big Fan ON.', 'HassTurnOn', { name: 'Big Fan' }],
    ['off big fan turn', 'HassTurnOff', { name: 'Big Fan' }],
    ["turn on gran's kettle", 'HassTurnOn', { name: "Gran's Kettle" }],
    ['turn on grans kettle', 'HassTurnOn', { name: "Gran's Kettle" }],
    ['wifi speaker on', 'HassTurnOn', { name: 'Wi-Fi Speaker' }],
    ['wi fi speaker on', 'HassTurnOn', { name: 'Wi-Fi Speaker' }],
    ['set LED strip two to fifty percent', 'HassLightSet', { name: 'LED Strip 2', brightness: 50 }],
    ['dim led-strip 2 to 30%', 'HassLightSet', { name: 'LED Strip 2', brightness: 30 }],
    ['turn off the lights in the sitting room', 'HassTurnOff', { domain: 'light', area: 'Parlour' }],
    ['open the loft drapes', 'HassTurnOn', { domain: 'cover', area: 'Loft', device_class: 'curtain' }],
    ['timer for one and a half minutes', 'HassStartTimer', { minutes: 1.5 }],
    [
      'set a 5 minute and ten seconds timer called Pizza Night',
      'HassStartTimer',
      { minutes: 5, seconds: 10, name: 'Pizza Night' },
    ],
    ['whats the time', 'HassGetCurrentTime', {}],
    ['add oat milk and eggs to my list', 'HassShoppingListAddItem', { item: 'oat milk and eggs' }],
  ])('%s', (text, intent, slots) => {
    expect(best(text)).toEqual([intent, slots]);
  });

  test.each([
    ['a name that is not in the house', 'turn on the chandelier'],
    ['a device of a kind that the sentence is not about', 'turn on the skylight'],
    ['an area that is not in the house', 'turn on the lights in the cellar'],
    ['words left over', 'turn on the big fan yesterday'],
    ['a number outside its range', 'dim led strip 2 to 130 percent'],
    ['a fraction where whole numbers are asked for', 'dim led strip 2 to 30.5 percent'],
    ['nothing', ''],
    ['only punctuation', '?!'],
  ])('refuses %s', (_, text) => {
    expect(grammar.match(text)).toEqual([]);
  });

  test('a word that one device alone has names it', () => {
    const rosie = {
      id: 'switch.rosie',
      name: 'Rosie Percolator',
      aliases: [],
      area: 'pantry',
      state: 'off',
      attributes: {},
    };
    const named = (entities: (typeof house)['entities']): unknown =>
      compileFiles(houseFiles, { ...house, entities }).match('turn on percolator')[0]?.slots;
    expect(named([...house.entities, rosie])).toEqual({ name: 'Rosie Percolator' });
    expect(named([...house.entities, rosie, { ...rosie, id: 'switch.other', name: 'Old Percolator' }])).toBeUndefined();
    expect(best('turn on the big')).toBeUndefined();
  });

  test('takes the area from the speaker only where a sentence asks for it', () => {
    expect(best('turn on the lights', 'loft')).toEqual(['HassTurnOn', { domain: 'light', area: 'Loft' }]);
    expect(best('turn on the lights', 'Sitting Room')).toEqual(['HassTurnOn', { domain: 'light', area: 'Parlour' }]);
    expect(grammar.match('turn on the lights', { area: 'loft' })[0]?.fromContext).toEqual(['area']);
    expect(best('turn on the lights')).toBeUndefined();
    expect(best('turn on the lights', 'nowhere')).toBeUndefined();
    expect(grammar.recognize('turn on the lights').needArea[0]?.slots).toEqual({ domain: 'light' });
  });

  test('answers quickly whatever is said', () => {
    const long = `turn off ${'the light and '.repeat(800)}`;
    expect(grammar.match(long)).toEqual([]);
    expect(grammar.match('add '.repeat(119))).toEqual([]);
  });
});

describe('order', () => {
  const own = (metadata: object): ReturnType<typeof readGood> =>
    readGood(
      JSON.stringify({
        language: 'en',
        intents: {
          Wild: { data: [{ sentences: ['say {anything}'] }] },
          Half: { data: [{ sentences: ['say {anything} twice'] }] },
          Plain: { data: [{ sentences: ['say it twice'] }] },
          Named: { data: [{ sentences: ['say {name} twice'] }] },
          Mine: { data: [{ sentences: ['say {anything} now'], metadata }] },
          Yours: { data: [{ sentences: ['say it now'] }] },
        },
        lists: { anything: { wildcard: true } },
      }),
    );
  const intents = (text: string, metadata: object = {}): string[] =>
    compileFiles([own(metadata)], house)
      .match(text)
      .map((match) => match.intent);

  test('fewer words in wildcards, then names, then more words of the sentence', () => {
    expect(intents('say it twice')).toEqual(['Plain', 'Half', 'Wild']);
    expect(intents('say big fan twice')).toEqual(['Named', 'Half', 'Wild']);
  });

  test('what the user added comes first', () => {
    expect(intents('say it now')[0]).toBe('Yours');
    expect(intents('say it now', { custom_sentence: true })[0]).toBe('Mine');
  });
});

describe('conditions', () => {
  const file = readGood(
    JSON.stringify({
      language: 'en',
      intents: {
        Any: { data: [{ sentences: ['ping {name}'], requires_context: { device_class: null } }] },
        Not: { data: [{ sentences: ['pong {name}'], excludes_context: { domain: ['light', 'fan'] } }] },
        Copy: {
          data: [
            { sentences: ['peng {name}'], requires_context: { domain: { value: ['light', 'cover'], slot: true } } },
          ],
        },
        Local: {
          data: [
            {
              sentences: ['<greet> {word}'],
              expansion_rules: { greet: '(hi|yo)' },
              lists: { word: { values: [{ in: '(you|ye)', out: 2, metadata: { a: 1 } }] } },
            },
          ],
        },
        Domains: { data: [{ sentences: ['pung {name}'], name_domains: ['switch'] }] },
        Number: { data: [{ sentences: ['lower by {step}', 'for {length}', 'at {level} {@level}'] }] },
      },
      lists: {
        step: { range: { from: 0, to: 50, step: 5, multiplier: -1 } },
        length: { value: 'duration' },
        level: { values: ['low', 'high'] },
      },
    }),
  );
  const small = compileFiles([file], house);
  const intent = (text: string): string | undefined => small.match(text)[0]?.intent;

  test('null asks for any value, a list for one of its values', () => {
    expect([intent('ping skylight'), intent('ping big fan')]).toEqual(['Any', undefined]);
    expect([intent('pong skylight'), intent('pong big fan')]).toEqual(['Not', undefined]);
    expect([intent("pung gran's kettle"), intent('pung big fan')]).toEqual(['Domains', undefined]);
  });

  test('slot: true copies the value', () => {
    expect(small.match('peng skylight')[0]?.slots).toEqual({ name: 'Skylight', domain: 'cover' });
    expect(intent('peng big fan')).toBeUndefined();
  });

  test('a block has lists and rules of its own, and values bring metadata', () => {
    const match = small.match('yo ye')[0];
    expect([match?.intent, match?.slots, match?.metadata]).toEqual(['Local', { word: 2 }, { a: 1 }]);
  });

  test('ranges have steps and multipliers, values have parsers, captures are no slots', () => {
    expect(small.match('lower by fifteen')[0]?.slots).toEqual({ step: -15 });
    expect(intent('lower by 17')).toBeUndefined();
    expect(small.match('for an hour and ten minutes')[0]?.slots).toEqual({ length: { hours: 1, minutes: 10 } });
    expect(small.match('at low high')[0]?.captures).toEqual({ level: 'high' });
    expect(small.match('at low high')[0]?.slots).toEqual({ level: 'low' });
  });

  test('an unknown value parser is an issue', () => {
    const bad = readGood(
      'language: en\nlists: { x: { value: nonsense } }\nintents: { A: { data: [ { sentences: ["go {x}"] } ] } }',
    );
    expect(compileFiles([bad], house).issues[0]?.message).toContain('no value "nonsense"');
  });
});
